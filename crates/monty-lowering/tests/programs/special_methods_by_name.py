# Special methods of built-in objects by their names, called and as values.
from functools import reduce

print((3).__add__(4), int.__add__(3, 4), "a".__add__("b"), [1].__len__(), "abc".__contains__("b"), (5).__mul__(3))
print((7).__floordiv__(2), (2).__pow__(5), (1).__lt__(2), "x".__eq__("x"), (3).__eq__("a"), (3).__add__("a"))
print([1, 2].__getitem__(0), {"a": 1}.__getitem__("a"), "abc".__getitem__(slice(0, 2)), (3.5).__int__(), (3).__float__())
print((5).__bool__(), (-5).__abs__(), (5).__neg__(), str.__len__("abc"), (10).__rsub__(3), int.__eq__(1, 1), "a".__lt__("b"))
print((3).__repr__(), (3).__str__(), [1].__iter__().__next__(), "a".__mul__(3), (7).__divmod__(2), (7).__mod__(4))
print((7).__truediv__(2), (6).__and__(3), (6).__or__(1), (6).__xor__(3), (1).__lshift__(3), {1}.__or__({2}), {1}.__or__([2]))
items = [1, 2]
items.__setitem__(0, 5)
items.__delitem__(1)
print(items, items.__iadd__([7]), items)
print(reduce(int.__add__, [1, 2, 3]), list(map(int.__neg__, [1, 2])), reduce(str.__add__, "abc"), sorted([3, 1], key=int.__neg__))
print(getattr(3, "real"), getattr(2.5, "imag"), getattr("x", "real", "none"), getattr([1], "append").__name__)


class Money:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        return Money(self.n + other.n)

    def __eq__(self, other):
        return isinstance(other, Money) and self.n == other.n


class Bare:
    pass


a, b = Money(1), Money(2)
print(a.__add__(b).n, Money.__add__(a, b).n, a.__eq__(b), Bare().__eq__(3), Bare().__lt__(3))
for call in (lambda: (3).__getitem__(0), lambda: int.__add__("a", 1), lambda: Bare().__add__(1), lambda: "a".__add__(1)):
    try:
        print(call())
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)


def scaled(self, by):
    return self.n * by


print(scaled.__get__(a, Money)(5), scaled.__get__(None, Money) is scaled)
