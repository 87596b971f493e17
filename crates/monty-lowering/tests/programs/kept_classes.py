# Classes that are kept as values, and enumerations whose text is their own.
import enum
from collections import defaultdict
from dataclasses import dataclass


class Dog:
    class Collar:
        pass

    def speak(self):
        return "woof"


class Cat:
    def speak(self):
        return "meow"


class Broken(Exception):
    pass


REGISTRY = {"dog": Dog, "cat": Cat}
print(REGISTRY)
print([Dog, int, Dog.Collar, Broken], (Cat,), {Dog: 1})
kinds = [Dog, Cat]
for kind in kinds:
    print(kind, kind().speak(), f"{kind} {kind!r}", str(kind), repr(kind))
print(f"{kinds} {kinds!r}", str(kinds), repr(kinds))
print("%s" % Dog, "{}".format(Dog), "%s and %s" % (Dog, kinds))
print({"a": [{"b": (Dog, "<class 'Dog'>")}]})
print("<class 'Dog'>", ["<class 'Dog'>"])


def told(kind):
    return "a " + str(kind)


print(told(Dog), told(int), told(None), told("text"), told([1, 2]))


@dataclass
class Rule:
    kind: type
    count: int = 0


print(Rule(Dog), Rule(int, 2), [Rule(Cat)])
grouped = defaultdict(Cat)
print(grouped)
loop = [Dog]
loop.append(loop)
print(loop)
by_kind = {type(o): o.speak() for o in (Dog(), Cat())}
print(by_kind)
print(set([Dog]), frozenset([Cat]), set())


class Shown:
    count = 0

    def __str__(self):
        Shown.count += 1
        return f"shown {Shown.count}"


shown = Shown()
print(shown, shown, f"{shown}")


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 10

    def __str__(self):
        return self.name.lower()


class Word(str, enum.Enum):
    A = "a"

    def __str__(self):
        return "word " + self.value


class Size(enum.StrEnum):
    S = "s"

    def __str__(self):
        return "size " + self.value


print(f"{Level.HIGH} {Level.HIGH:>4} {Level.HIGH:03d}", str(Level.LOW), "{}".format(Level.LOW), format(Level.LOW))
print(f"{Word.A} {Word.A:>8}|", "{}".format(Word.A), f"{Size.S} {Size.S:>4}|", "%s" % Size.S)
