from collections import namedtuple
from typing import NamedTuple


class Point(NamedTuple):
    x: int
    y: int = 0

    def norm(self):
        return abs(self.x) + abs(self.y)


Pair = namedtuple("Pair", "a b")
print(hash(Point(1, 2)) == hash((1, 2)), hash(Pair(3, -4)) == hash((3, -4)), {(1, 2): "x"}[Point(1, 2)], len({Pair(1, 2), (1, 2)}))


class Failed(Exception):
    pass


try:
    raise Failed("a") from 5
except TypeError as e:
    print(e)
try:
    raise Failed("a") from KeyError
except Failed as e:
    print(repr(e.__cause__))
try:
    raise Failed("b") from None
except Failed as e:
    print(e.__cause__, e.__suppress_context__)
