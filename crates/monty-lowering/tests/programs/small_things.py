# What several collections of programs used that had been missing.
from collections.abc import Iterable, Iterator, Sized
from itertools import *
from random import *

print(pow(3, -1, 11), pow(7, -2, 40), pow(2, 10, 1000), pow(5, -1, -7))
try:
    pow(4, -1, 8)
except ValueError as error:
    print(error)
print(list(islice(count(3), 3)), list(chain([1], [2, 3])), list(accumulate([1, 2, 3])))
seed(4)
print(randint(1, 100), choice("abc"))
Names = Iterable[str]
print(Names)


class Countdown(Iterator[int]):
    def __init__(self, start):
        self.start = start

    def __iter__(self):
        return self

    def __next__(self):
        if self.start == 0:
            raise StopIteration
        self.start -= 1
        return self.start


class Bag(Iterable, Sized):
    def __iter__(self):
        return iter((1, 2))

    def __len__(self):
        return 2


print(list(Countdown(3)), isinstance(Countdown(1), Iterator), len(Bag()), isinstance(Bag(), Sized), sum(Bag()))


class Animal:
    pass


class Dog(Animal):
    pass


class Puppy(Dog):
    pass


def tree(cls, level=0):
    print("  " * level + cls.__name__)
    for child in cls.__subclasses__():
        tree(child, level + 1)


tree(Animal)
print([cls.__name__ for cls in Puppy.mro()])


def pages(last):
    yield 1
    if last:
        return
    yield 2


print([].__len__(), [4, 5].__iter__().__next__(), {"a": 1}.__getitem__("a"), (1, 2).__contains__(2), (3).__str__())
print("ATCG".translate("x".maketrans("ATCG", "TAGC")), "a-b".translate("".maketrans("a", "c", "-")))
step = pages(True)
print(next(step))
next(step)
