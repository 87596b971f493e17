from enum import Enum, IntEnum


class Color(Enum):
    RED = 1
    BLUE = 2


class Level(IntEnum):
    LOW = 1
    HIGH = 5


def told(v):
    match v:
        case Color.RED:
            return "red"
        case Color(name=n, value=x):
            return f"color {n} {x}"
        case Level() as level if level > 2:
            return f"high {level.name}"
        case Level():
            return "low"
        case [Color() as first, *_]:
            return f"list from {first.name}"
        case {"color": Color() as c}:
            return f"dict of {c}"
        case _:
            return "other"


for v in (Color.RED, Color.BLUE, Level.LOW, Level.HIGH, [Color.BLUE, 1], {"color": Color.RED}, "RED", 9, None):
    print(told(v))


class Slim:
    __slots__ = ("a", "b")

    def __init__(self):
        self.a = 1


class Wide:
    def __init__(self, n):
        self.n = n
        self._hidden = 1

    def told(self):
        return {k: v for k, v in self.__dict__.items() if k[0] != "_"}

    def all(self):
        return vars(self)


print(Wide(5).told(), Wide(6).all(), Slim().a)
print(Level.LOW == Color.RED, Color.RED == Level.LOW, Level.LOW == 1, Level.LOW in [Color.RED], Level.HIGH == Level(5))
