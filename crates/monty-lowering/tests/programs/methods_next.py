# `__next__` of an iterator as a value.
import itertools
from dataclasses import dataclass, field

count = itertools.count(5)
following = count.__next__
print(following(), following(), count.__next__())


@dataclass
class Ticket:
    id: int = field(default_factory=itertools.count(1).__next__)


print(Ticket(), Ticket())
letter = (x for x in "ab").__next__
print(letter(), letter())
print([f() for f in [iter([1, 2, 3]).__next__] * 2])
