# Members that `__new__` makes.
from enum import Enum, IntEnum, auto


class Planet(Enum):
    EARTH = (1, "blue")
    MARS = (2, "red")
    TERRA = (1, "other")

    def __new__(cls, number, color):
        obj = object.__new__(cls)
        obj._value_ = number
        obj.color = color
        return obj

    @property
    def label(self):
        return f"{self.name.title()} is {self.color}"


print(Planet.EARTH, Planet.EARTH.value, Planet.MARS.color, Planet(2), Planet.MARS.label, list(Planet), Planet.TERRA is Planet.EARTH)


class Numbered(Enum):
    def __new__(cls, *args):
        obj = object.__new__(cls)
        obj._value_ = len(cls.__members__) + 1
        return obj


class Color(Numbered):
    RED = ()
    GREEN = ()

    def __init__(self, *args):
        self.shown = self.name.lower()


print(Color.RED.value, Color.GREEN, Color(2), Color.GREEN.shown, repr(Color.RED))


class Size(str, Enum):
    SMALL = ("s", "Small one")
    LARGE = ("l", "Large one")

    def __new__(cls, value, label):
        obj = str.__new__(cls, value)
        obj._value_ = value
        obj.label = label
        return obj


print(Size.SMALL, Size.SMALL.value, Size.LARGE.label, Size("l").label, Size.SMALL == "s", Size.LARGE.upper())


class Code(IntEnum):
    OK = (200, "fine")
    GONE = (410, "gone")

    def __new__(cls, value, phrase):
        obj = int.__new__(cls, value)
        obj._value_ = value
        obj.phrase = phrase
        return obj


print(Code.OK + 1, Code.GONE.phrase, Code(410), sorted(Code, reverse=True), Code.OK < Code.GONE)
