# dir() of objects, locals() of functions, names of the module that are chosen.
class Shape:
    sides = 0

    def __init__(self):
        self.name = "shape"

    def area(self):
        return 0

    @property
    def label(self):
        return self.name


class Square(Shape):
    sides = 4

    def grow(self):
        pass


print([n for n in dir(Square()) if not n.startswith("_")], [n for n in dir(Shape) if not n.startswith("_")])
print([n for n in dir([]) if not n.startswith("_")], "upper" in dir("a"), "__len__" in dir({}), "nothing" in dir(3))


def report(a, b=2, *rest, **more):
    c = a + b
    return locals()


def shown(x):
    y = [x]
    kept = {k: v for k, v in locals().items() if k != "x"}
    return "{x} {y}".format(**locals()), vars(), kept


print(report(1), report(1, 5, 6, z=7))
print(shown(3))


def sale_big(n):
    return n * 2


def sale_small(n):
    return n


print([f(10) for name, f in globals().items() if name.startswith("sale_")], [name for name in globals() if name.endswith("_big")])
