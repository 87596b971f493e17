from abc import ABC, abstractmethod
class Animal:
    count = 0
    def __init__(self, name):
        self.name = name
        Animal.count += 1
    def speak(self):
        return f'{self.name} makes {self.sound()}'
    def sound(self):
        return '...'
    def __repr__(self):
        return f'{type(self).__name__}({self.name!r})'
class Dog(Animal):
    def sound(self):
        return 'woof'
class Puppy(Dog):
    def __init__(self, name, age=1):
        super().__init__(name)
        self.age = age
    def sound(self):
        return super().sound() + '!'
p = Puppy('Rex')
print(p, p.speak(), isinstance(p, Dog), isinstance(p, Animal), issubclass(Puppy, Animal), Animal.count, Puppy.count)
class A:
    def hi(self): return ['A']
class B(A):
    def hi(self): return ['B'] + super().hi()
class C(A):
    def hi(self): return ['C'] + super().hi()
class D(B, C):
    def hi(self): return ['D'] + super().hi()
print(D().hi(), [c.__name__ for c in D.__mro__])
class Temp:
    def __init__(self, c): self._c = c
    @property
    def f(self): return self._c * 9 / 5 + 32
    @f.setter
    def f(self, v): self._c = (v - 32) * 5 / 9
    @classmethod
    def freezing(cls): return cls(0)
    @staticmethod
    def check(v): return v > 0
t = Temp(100)
print(t.f); t.f = 32; print(t._c, Temp.freezing().f, Temp.check(3), t.check(-1))
try:
    t2 = Temp(1)
    class RO:
        @property
        def x(self): return 1
    RO().x = 5
except AttributeError as e:
    print(e)
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    @abstractmethod
    def name(self): ...
class Sq(Shape):
    def __init__(self, s): self.s = s
    def area(self): return self.s ** 2
    def name(self): return 'sq'
print(Sq(3).area())
try:
    Shape()
except TypeError as e:
    print(e)
class Stack:
    def __init__(self): self.items = []
    def __len__(self): return len(self.items)
    def __bool__(self): return bool(self.items)
    def push(self, x): self.items.append(x); return self
s = Stack()
print(len(s), bool(s), not s, 'yes' if s else 'no', s or 'empty', (s and 'x') is s)
s.push(1)
print(len(s), bool(s), not s, 'yes' if s else 'no')
while s:
    s.items.pop()
print(len(s))
class V:
    def __init__(self, x): self.x = x
    def __lt__(self, o): return self.x < o.x
    def __eq__(self, o): return self.x == o.x
    def __hash__(self): return hash(self.x)
    def __repr__(self): return f'V{self.x}'
    def __add__(self, o): return V(self.x + o.x)
    def __iadd__(self, o): self.x += o.x; return self
    def __format__(self, s): return f'<{self.x:{s}}>'
    def __ne__(self, o): return 'ne!'
vs = [V(3), V(1), V(2)]
print(sorted(vs), max(vs), min(vs), V(1) < V(2), V(2) > V(1), V(1) != V(2))
vs.sort(reverse=True); print(vs)
a = V(1); b = a; a += V(5); print(a is b, a, f'{a:>5}', f'{a}', format(a, '03'))
class Outer:
    class Inner:
        z = 5
        def get(self): return self.z
    def make(self): return self.Inner()
print(Outer().make().get(), Outer.Inner.z)
class Meta:
    x, y = 1, 2
    z = x + y
    z += 1
print(Meta.x, Meta.y, Meta.z)
class Priv:
    def __init__(self): self.__secret = 42
    def get(self): return self.__secret
pr = Priv()
print(pr.get(), pr._Priv__secret)
try:
    pr.__secret
except AttributeError as e:
    print(e)
class Base2:
    registry = []
    def __init_subclass__(cls, tag=None, **kw):
        super().__init_subclass__(**kw)
        Base2.registry.append((cls.__name__, tag))
class S1(Base2, tag='one'): pass
class S2(Base2): pass
print(Base2.registry)
class Cfg:
    def __getattr__(self, name):
        if name.startswith('x'): return name.upper()
        raise AttributeError(name)
c = Cfg()
print(c.xyz, hasattr(c, 'abc'), getattr(c, 'abc', 7))
