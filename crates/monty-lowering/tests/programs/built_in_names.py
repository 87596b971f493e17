from dataclasses import dataclass


def kind(x):
    if hasattr(x, "items"):
        return "mapping"
    if hasattr(x, "append"):
        return "list"
    if hasattr(x, "upper"):
        return "text"
    return "sized" if hasattr(x, "__len__") else "other"


print([kind(x) for x in ({}, [], "a", (), 5, None, {1})])
print(hasattr(len, "__call__"), hasattr(5, "real"), hasattr([], "keys"), hasattr("x", "__iter__"), hasattr(5, "__iter__"))
name = "strip"
print(hasattr(" x ", name), getattr(" x ", "strip")(), getattr(5, "strip", None))
print({1, 2}.isdisjoint([3]), {1, 2}.isdisjoint({2}), frozenset([1]).isdisjoint([1]))


@dataclass
class Plain:
    n: int = 0


class Odd:
    pass


for thing in (Plain(3), Odd()):
    for spec in (">5", "s", "10"):
        try:
            print(f"{thing:{spec}}")
        except TypeError as e:
            print(e)
