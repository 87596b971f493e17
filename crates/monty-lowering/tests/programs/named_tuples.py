import json
from collections import namedtuple
from typing import NamedTuple, Optional


class Point(NamedTuple):
    """A place."""
    x: float
    y: float = 0.0
    label: Optional[str] = None

    @property
    def norm(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5

    def moved(self, dx, dy=0):
        return self._replace(x=self.x + dx, y=self.y + dy)

    @classmethod
    def parse(cls, text):
        return cls(*[float(part) for part in text.split(",")])

    @staticmethod
    def origin():
        return Point(0, 0)

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)


p = Point(3, 4)
print(p, p.norm, p.moved(1), Point.parse("1,2"), Point.origin(), p + Point(1), p[0], p[-1], len(p))
x, y, label = p
print(x, y, label, p == (3, 4, None), p == Point(3, 4), hash(p) == hash((3, 4, None)), {p: 1}[(3, 4, None)], p < Point(4), 4 in p)
print(p._asdict(), Point._fields, p._replace(label="q"), Point._make([1, 2, 3]), isinstance(p, tuple), isinstance(p, Point), type(p).__name__)
print(sorted([Point(2), Point(1)]), max([Point(2), Point(1)], key=lambda q: q.x), json.dumps(p), json.dumps([p]), list(p), "%s/%s/%s" % p)
try:
    p.x = 5
except AttributeError as e:
    print(e)
for use in (lambda: Point._make([1]), lambda: p._replace(z=1)):
    try:
        use()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
match p:
    case Point(x=3, y=y):
        print("point", y)
match p:
    case (3, b, None):
        print("sequence", b)
    case _:
        print("none")


class Employee(NamedTuple):
    name: str
    salary: int

    def __str__(self):
        return f"{self.name}: {self.salary}"


staff = [Employee("b", 2), Employee("a", 2), Employee("c", 1)]
print(*staff, staff[0], sorted(staff)[0].name, [name for name, _ in sorted(staff, key=lambda e: (-e.salary, e.name))], repr(staff[2]))


class Pair(namedtuple("Pair", ["left", "right"])):
    __slots__ = ()

    def swapped(self):
        return Pair(self.right, self.left)

    def __repr__(self):
        return f"<{self.left}|{self.right}>"


q = Pair(1, right=2)
print(q, q.swapped(), q.left, q == (1, 2), q._replace(left=7), tuple(q), q._asdict())

Base = namedtuple("Base", "a b", defaults=[5])


class Derived(Base):
    @property
    def total(self):
        return self.a + self.b

    def __new__(cls, a, b=10):
        return super().__new__(cls, a, b)


d = Derived(1)
print(d, d.total, isinstance(d, Base), isinstance(d, tuple), d == (1, 10), type(d).__name__)


class Plain(NamedTuple):
    n: int


class Special(Plain):
    def double(self):
        return self.n * 2


print(Special(4).double(), Special(4), Plain(4), Special(4) == Plain(4), isinstance(Special(1), Plain))
