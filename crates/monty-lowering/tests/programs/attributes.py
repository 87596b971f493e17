class Dot:
    def __init__(self, **kw):
        self.__dict__.update(kw)
    def __getattr__(self, name):
        return f'no {name}'
d = Dot(a=1, b=2)
print(d.a, d.b, d.c, vars(d), d.__dict__)
d.z = 9
print(d.__dict__, sorted(vars(d)))
del d.z
print('z' in d.__dict__, d.z)
class Ro:
    def __init__(self, x): object.__setattr__(self, 'x', x)
    def __setattr__(self, n, v): raise AttributeError(f'cannot set {n}')
r = Ro(5)
try: r.x = 6
except AttributeError as e: print(e, r.x)
class Track:
    def __init__(self): self.log = []; self.v = 1
    def __setattr__(self, n, v):
        if n != 'log': self.log.append(n)
        super().__setattr__(n, v)
t = Track(); t.v = 2; t.w = 3
print(t.log, t.v, t.w)
class P:
    def __init__(self): self._x = 0
    @property
    def x(self): return self._x
    @x.setter
    def x(self, v): self._x = v * 2
p = P(); p.x = 4; p.x += 1
print(p.x, p.__dict__)
setattr(p, 'q', 5); print(getattr(p, 'q'), hasattr(p, 'nope'), getattr(p, 'nope', 'd'))
delattr(p, 'q'); print(hasattr(p, 'q'))
try: del p.q
except AttributeError as e: print(type(e).__name__)
class Pt:
    def __init__(self, x, y): self.x, self.y = x, y
    def __eq__(self, o): return self.__dict__ == o.__dict__
    def __repr__(self):
        return f"{self.__class__.__name__}({', '.join(f'{k}={v!r}' for k, v in self.__dict__.items())})"
print(Pt(1, 2), Pt(1, 2) == Pt(1, 2), Pt(1, 2) == Pt(1, 3))
for k, v in vars(Pt(3, 4)).items(): print(k, v)

print((3).real, (3).imag, True.real, (2.5).real, (2.5).imag, (7).numerator, (7).denominator, (3 + 4j).real, (3 + 4j).imag)
for x in (1, 2.0, 1j):
    print(x.real, x.imag)
try:
    (2.5).numerator
except AttributeError as error:
    print(error)


class Signal:
    def __init__(self):
        self.real = "own"


print(Signal().real)
