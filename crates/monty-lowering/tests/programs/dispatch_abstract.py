from functools import singledispatch
from collections.abc import Sequence, Mapping, Iterable
@singledispatch
def f(x): return "obj"
@f.register(Sequence)
def _(x): return "seq"
@f.register(Mapping)
def _(x): return "map"
@f.register
def _(x: int): return "int"
print(f([1]), f({}), f(1), f("s"), f(2.0), f((1,)), f(True))


class Row(Sequence):
    def __init__(self, items):
        self.items = items

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        return self.items[index]


@f.register(Row)
def _(x):
    return "row"


print(f(Row([1])), f([1]), f({1}), f(None))


@singledispatch
def g(x):
    return "other"


@g.register(Iterable)
def _(x):
    return "iterable"


@g.register(dict)
def _(x):
    return "dict"


print(g({}), g([]), g(3), g(x for x in "ab"), g(Row([])))
try:
    g()
except TypeError as error:
    print(error)
