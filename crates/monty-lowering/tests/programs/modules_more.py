from abc import ABC, abstractmethod
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from numbers import Number
import collections.abc
import datetime
import io
import json
import sys
from typing import TypedDict, Literal


class Shape(ABC):
    @abstractmethod
    def area(self): ...


try:
    Shape()
except TypeError as error:
    print(error)


def apply(f: Callable[[int], int], xs: Iterable[int]) -> list[int]:
    return [f(x) for x in xs]


print(apply(lambda x: x + 1, (1, 2)))
values = [1, 2.5, "a", [1], (1,), {1: 2}, {1}, None, len, iter([1]), range(3), b"x", True, OrderedDict()]
for kind in (Iterable, Sequence, Mapping, Hashable, Iterator, Number, collections.abc.Set):
    print([isinstance(value, kind) for value in values])
print(isinstance(3, (Mapping, Number)), isinstance(apply, Callable), isinstance(3, Callable))

out = io.StringIO()
print("to", "memory", file=out, end="!\n")
sys.stdout.write("plain\n")
print(repr(out.getvalue()))


class Point(TypedDict):
    x: int


p: Point = {"x": 1}
print(p)
try:
    sys.exit("done")
except SystemExit as stop:
    print(stop)

print(datetime.date(2024, 12, 30).isocalendar(), datetime.timedelta(hours=1.5), datetime.date.fromordinal(738000))
year, week, day = datetime.date(2021, 1, 3).isocalendar()
print(year, week, day, datetime.datetime(2024, 3, 1).timetuple().tm_yday)
try:
    json.loads('{"a": 1,\n "b" 2}')
except json.JSONDecodeError as error:
    print(error.msg, error.lineno, error.colno, error.pos)


def inner():
    import heapq
    from statistics import median as middle
    heap = [3, 1, 2]
    heapq.heapify(heap)
    return heap, middle(heap)


print(inner())


def named(module, name):
    return getattr(module, name)


import operator as op
print(named(op, "add")(1, 2))
