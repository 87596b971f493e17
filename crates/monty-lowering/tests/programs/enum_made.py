# Enumerations made by a call, and with values of their own for auto(); members cannot be set.
from enum import Enum, IntEnum, Flag, auto


class Cardinal(Enum):
    def _generate_next_value_(name, start, count, last_values):
        return name[0] + str(count)

    NORTH = auto()
    SOUTH = auto()


class Named(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


class Fruit(Named):
    APPLE = auto()
    PEAR = auto()


Suit = IntEnum("Suit", "spades, diamonds hearts")
Rank = Enum("Rank", [str(n) for n in range(8, 10)] + list("JQ"))
Size = Enum("Size", {"S": "small", "L": "large"})
Permission = Flag("Permission", "R W X")
print([(c.name, c.value) for c in Cardinal], [f.value for f in Fruit])
print(list(Suit), Suit.hearts > 1, Suit(2).name, Rank["J"], Rank("8") if False else Rank(1), Size("large"), Permission.R | Permission.X)
print([r.name for r in Rank], Size.S.value, len(Suit), Suit.spades + 1)
try:
    Cardinal.NORTH = 3
except AttributeError as error:
    print(error)
print(Cardinal.NORTH)
