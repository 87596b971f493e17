# What has no slot cannot be set from outside.
from dataclasses import dataclass


class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def norm(self):
        return self.x + self.y


class Open(Point):
    def __init__(self):
        super().__init__(1, 2)


class Closed(Point):
    __slots__ = ("z",)


@dataclass(slots=True)
class Row:
    id: int


class Plain:
    pass


def told(store):
    try:
        store()
        print("stored")
    except AttributeError as error:
        print(type(error).__name__, "norm" not in str(error) or error)


def extra(o):
    o.extra = 5
    return o.extra


def more(o):
    o.more = 1
    o.more += 1
    return o.more


for thing in (Point(1, 2), Open(), Closed(1, 2), Row(3), Plain()):
    told(lambda: extra(thing))
    told(lambda: more(thing))
point = Point(3, 4)
try:
    point.norm = 3
except AttributeError as error:
    print(error)
try:
    point.colour = "red"
except AttributeError:
    print("no colour", point.x, point.norm())
