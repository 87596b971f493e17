class P:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y): self.x = x; self.y = y
    @property
    def norm(self): return abs(self.x) + abs(self.y)
class P3(P):
    def __init__(self, x, y, z): super().__init__(x, y); self.z = z
class Q:
    def __init__(self): self.data = {}
    def __getattr__(self, n):
        try: return self.data[n]
        except KeyError: raise AttributeError(n) from None
q = Q(); q.data['z'] = 3
def look(s):
    match s:
        case P(0, 0): return 'origin'
        case P3(x, y, z=0 | 1 as k): return ('p3', x, y, k)
        case P(x=0, y=yy): return ('on y', yy)
        case P(norm=6 as n): return ('norm', n)
        case Q(z=zz) if zz > 5: return ('q big', zz)
        case Q(z=zz): return ('q', zz)
        case [P(a, b), P(x=c), *rest]: return ('two', a, b, c, rest)
        case [*head, P(1, y=last)]: return ('tail', head, last)
        case {'p': P(u, v), **more}: return ('map', u, v, more)
        case {'k': [P(x=1 | 2 as w)] | P(x=w)}: return ('or', w)
        case str(t): return ('text', t)
        case bool(): return 'bool'
        case int(n) | float(n): return ('num', n)
        case None: return 'none'
        case (a, b): return ('pair', a, b)
        case dict(d): return ('dict', len(d))
for s in [P(0, 0), P(0, 5), P(3, 3), P(3, -3), P(9, 9), q, [P(1, 2), P(3, 4)], [P(1, 2), P(3, 4), 5], [5, P(1, 8)], {'p': P(9, 9), 'o': 1}, {'k': [P(2, 0)]}, {'k': P(7, 0)},
          'str', True, 5, 2.5, None, (1, 2), {}, P3(0, 0, 1), P3(0, 4, 9), object()]:
    print(look(s))
print(vars(P(1, 2)))
def bad(v):
    match v:
        case P(a, b, c): print(a)
try: bad(P(1, 2))
except TypeError as e: print(e)
def bad2(v):
    match v:
        case Q(a): print(a)
try: bad2(q)
except TypeError as e: print(e)
def gen(xs):
    for x in xs:
        match x:
            case P(norm=n) if n > 2:
                got = yield n
                print('got', got)
            case P(x=a): yield ('small', a)
g = gen([P(1, 0), P(5, 5), P(0, 1)])
print(next(g), next(g), g.send('hey'))
class Cls:
    def m(self, v):
        match v:
            case P(x=self.__one, y=__y): return __y
            case _: return 'no'
    __one = 1
print(Cls().m(P(1, 5)), Cls().m(P(2, 5)))
x = 'kept'
match P(3, 4):
    case P(x=3, y=x) if x == 99: pass
    case _: print(x)
def f():
    global gg
    match P(1, 2):
        case P(x=gg): pass
f(); print(gg)


# A private name of a class's method, and fields that are for keywords only.
from dataclasses import dataclass, field


@dataclass
class Row:
    key: int
    note: str = field(default="", kw_only=True)
    size: int = 0


print(Row.__match_args__)
match Row(1, 5, note="n"):
    case Row(k, s, note=n):
        print(k, s, n)
