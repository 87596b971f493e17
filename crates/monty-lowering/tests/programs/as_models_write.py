# Kinds that programs of models met: each was told wrong, or refused, once.
import inspect
import re
from dataclasses import InitVar, dataclass, field, fields
from enum import Enum, Flag, IntEnum
from functools import cached_property, singledispatch
from collections import namedtuple
import operator


class Color(Enum):
    RED = 1


class Level(IntEnum):
    LOW = 1


class Mode(Flag):
    R = 1
    W = 2


for value in (Color.RED, Level.LOW, Mode.R | Mode.W, 3, "x", None, Color, object()):
    print([isinstance(value, kind) for kind in (Enum, IntEnum, Flag)], end=" ")
print(issubclass(Level, Enum), issubclass(Color, IntEnum), issubclass(int, Enum))


@dataclass
class Cart:
    prices: list
    rate: InitVar[float | None] = None
    name: str = "cart"

    def __post_init__(self, rate):
        self.rate_used = rate or 1.0

    @cached_property
    def total(self):
        print("computing")
        return sum(self.prices) * self.rate_used

    def add(self, price):
        self.prices.append(price)
        self.__dict__.pop("total", None)
        return self


cart = Cart([1, 2])
print(dict(vars(cart)), cart.total, cart.total, cart.add(7).total, vars(cart), [f.name for f in fields(cart)])
cart.__dict__["name"] = "changed"
cart.__dict__.update(rate_used=2.0)
print(cart, cart.rate_used, cart.__dict__.setdefault("name", "x"))


class Named:
    def __init__(self, kind):
        self.kind = kind

    def __set_name__(self, owner, name):
        self.name = name
        owner.known = {**getattr(owner, "known", {}), name: self.kind}


class Form:
    age = Named(int)
    mail = Named(str)


print(Form.known, Form.age.name)


class Pair:
    __slots__ = ("left", "right")

    def __init__(self, **values):
        for name in self.__slots__:
            setattr(self, name, values.get(name))

    def __repr__(self):
        return f"Pair({', '.join(f'{n}={getattr(self, n)!r}' for n in self.__slots__)})"


pair = Pair(left=1)
print(pair, Pair.__slots__)
try:
    setattr(pair, "middle", 2)
except AttributeError as error:
    print("no slot", "middle" in str(error))

for look in (vars, lambda o: o.__dict__):
    try:
        look(pair)
    except (TypeError, AttributeError) as error:
        print(type(error).__name__)

Point = namedtuple("Point", "x y")


@singledispatch
def show(value):
    return f"other {value!r}"


@show.register
def _(value: list | tuple):
    return [show(x) for x in value]


@show.register
def _(value: Enum):
    return value.name


print(show(Point(1, Color.RED)), show([2]), show(3), issubclass(Point, tuple))

for cause in (ZeroDivisionError, KeyError, FileNotFoundError, ValueError, bool):
    print([c.__name__ for c in cause.__mro__])
try:
    1 / 0
except ArithmeticError as error:
    print([c.__name__ for c in type(error).__mro__[:-2]])

steps = range(0, 20, 3)
print(steps.index(9), steps.count(9), steps.count(10), range(5, 6).index(5))
try:
    steps.index(10)
except ValueError as error:
    print(error)

match = re.search("b+", "aabbcc")
print(match.pos, match.endpos, re.compile("b").search("abab", 2).pos)

by_name = {"add": lambda a, b=2, *rest, key=None, **more: a, "none": lambda: 0}
for name, function in by_name.items():
    print(name, inspect.signature(function), list(inspect.signature(function).parameters))


class Turn:
    def __complex__(self):
        return 1 + 2j


class Half:
    def __float__(self):
        return 0.5


print(complex(Turn()), complex(Half()), complex("1+1j"), operator.attrgetter("real")(5))

from collections.abc import Hashable, Iterable, Mapping, Sequence

print([issubclass(kind, Mapping) for kind in (dict, list, int)], [issubclass(kind, Sequence) for kind in (list, str, tuple, set)])
print(issubclass(list, Hashable), issubclass(tuple, Hashable), issubclass(int, Iterable))


class Sized:
    def __len__(self):
        return 3


print(len(Sized()), [f.__name__ for f in (len, sorted, sum, print, round)], bool(Sized()))
