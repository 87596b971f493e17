class Node:
    def __init__(self, v, nxt=None):
        self.v, self.nxt = v, nxt
class LL:
    def __init__(self, *vals):
        self.head = None
        self.n = 0
        for v in reversed(vals):
            self.head = Node(v, self.head); self.n += 1
    def __iter__(self):
        cur = self.head
        while cur:
            yield cur.v
            cur = cur.nxt
    def __len__(self): return self.n
    def __getitem__(self, i):
        for k, v in enumerate(self):
            if k == i: return v
        raise IndexError('out of range')
    def __contains__(self, x): return any(v == x for v in self)
    def __reversed__(self): return reversed(list(self))
l = LL(1, 2, 3)
print(list(l), len(l), l[1], 2 in l, 9 in l, list(reversed(l)), [*l], sum(l), max(l))
try: l[7]
except IndexError as e: print('IE', e)
class Seq:
    def __init__(self, d): self.d = d
    def __getitem__(self, i): return self.d[i]
    def __len__(self): return len(self.d)
s = Seq('abc')
print([c for c in s], list(iter(s)), len(s))
for c in s: print(c, end=' ')
print()
class Vec:
    __slots__ = ('x', 'y')
    def __init__(self, x, y): self.x = x; self.y = y
    def __add__(self, o):
        if not isinstance(o, Vec): return NotImplemented
        return Vec(self.x + o.x, self.y + o.y)
    def __mul__(self, k): return Vec(self.x * k, self.y * k)
    __rmul__ = __mul__
    def __neg__(self): return Vec(-self.x, -self.y)
    def __abs__(self): return (self.x ** 2 + self.y ** 2) ** 0.5
    def __repr__(self): return f'Vec({self.x}, {self.y})'
    def __eq__(self, o): return isinstance(o, Vec) and (self.x, self.y) == (o.x, o.y)
    def __bool__(self): return bool(self.x or self.y)
print(Vec(1,2) + Vec(3,4), 2 * Vec(1,1), -Vec(1,2), abs(Vec(3,4)), Vec(1,1) == Vec(1,1), Vec(1,1) != Vec(1,2), bool(Vec(0,0)))
try: Vec(1,2) + 5
except TypeError as e: print(e)
try: hash(Vec(1,2))
except TypeError as e: print(e)
class Acc:
    total = 0
    def __init__(self, owner, balance=0):
        self.owner = owner
        self._balance = balance
        Acc.total += 1
    @property
    def balance(self):
        "the balance"
        return self._balance
    @balance.setter
    def balance(self, v):
        if v < 0: raise ValueError('negative')
        self._balance = v
    @balance.deleter
    def balance(self): self._balance = 0
    def __str__(self): return f'{self.owner}: {self.balance}'
a = Acc('x', 5)
a.balance += 10
print(a.balance, a, Acc.total)
try: a.balance = -1
except ValueError as e: print(e)
del a.balance
print(a.balance)
class Sav(Acc):
    rate = 0.1
    def add(self): self.balance = self.balance * (1 + self.rate); return self
    @property
    def balance(self): return super().balance
    @balance.setter
    def balance(self, v): self._balance = round(v, 2)
sv = Sav('s', 100)
print(sv.add().balance, Sav.total, Acc.total, str(sv))
Sav.rate = 0.5
print(sv.add().balance)
class Mixin:
    def to_s(self): return f'<{self.__class__.__name__} {self.key()}>'
class K1(Mixin):
    def key(self): return 'k1'
class K2(K1, Mixin): pass
print(K1().to_s(), K2().to_s(), K2.__bases__ == (K1, Mixin), K2.__name__)
from functools import cached_property, total_ordering
class Lazy:
    @cached_property
    def val(self): print('computing'); return 42
z = Lazy()
print(z.val, z.val)
@total_ordering
class Ver:
    def __init__(self, *p): self.p = p
    def __eq__(self, o): return self.p == o.p
    def __lt__(self, o): return self.p < o.p
print(Ver(1,2) <= Ver(1,2), Ver(1,3) > Ver(1,2), sorted([Ver(2), Ver(1)])[0].p, Ver(1) >= Ver(2))
class Ctx:
    def __enter__(self): print('in'); return self
    def __exit__(self, et, ev, tb):
        print('out', et is not None and et.__name__, ev)
        return True
with Ctx(): raise KeyError('gone')
class Call:
    def __init__(self): self.calls = []
    def __call__(self, *a, **k): self.calls.append((a, k)); return len(self.calls)
c = Call(); print(c(1), c(2, x=3), c.calls, callable(c))
print(isinstance(5, int), isinstance(True, int), isinstance('s', (int, str)), issubclass(bool, int), isinstance(z, object))
def f(x): return x
print(isinstance([], list), type(a) is Acc, type(sv) == Sav, type(5) is int, type('') == str)
class Base:
    def template(self): return self.step1() + self.step2()
    def step1(self): return 'b1'
    def step2(self): raise NotImplementedError
class Impl(Base):
    def step2(self): return 'i2'
print(Impl().template())
try: Base().template()
except NotImplementedError as e: print('NIE', repr(e))
objs = [Impl(), Base()]
print([type(o).__name__ for o in objs], getattr(objs[0], 'step1')(), hasattr(objs[0], 'zip'), getattr(objs[0], 'nope', None))
class Reg(dict if False else object):
    items = {}
    @classmethod
    def add(cls, k):
        def deco(fn): cls.items[k] = fn; return fn
        return deco
@Reg.add('a')
def fa(): return 'fa'
print(Reg.items['a']())
class Cmp:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v < o.v
    def __gt__(self, o): return self.v > o.v
    def __le__(self, o): return self.v <= o.v
    def __repr__(self): return f'C{self.v}'
print(sorted([(1, Cmp(3)), (1, Cmp(2))], key=lambda t: t[1]), max([Cmp(1), Cmp(4)], key=lambda c: c), Cmp(1) <= Cmp(1) < Cmp(2))


class Restarting:
    def __init__(self):
        self.asked = 0

    def __iter__(self):
        self.asked += 1
        self.at = 0
        return self

    def __next__(self):
        self.at += 1
        if self.at > 3:
            raise StopIteration
        return self.at


for take in range(3):
    again = Restarting()
    if take == 0:
        first, *rest = again
    elif take == 1:
        *rest, first = again
    else:
        first, second, *rest = again
    print(first, rest, again.asked)
