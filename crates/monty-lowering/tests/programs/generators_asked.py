# What generators have, also those of expressions.
g = (x for x in [1, 2])
print(hasattr(g, "send"), hasattr(g, "close"), hasattr(g, "throw"), hasattr(g, "__next__"), hasattr(g, "zip"))


def f():
    yield 1


print(hasattr(f(), "send"), hasattr(f(), "__iter__"), hasattr([], "send"), hasattr(iter([]), "close"))
