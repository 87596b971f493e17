"""What a program is told of its own names,
with "quotes" in it."""
LIMIT = 3
title = "names"


def describe(kind, count=2):
    unit = "items"
    if "later" in locals():
        print("bound too early")
    later = True
    return "{count} {unit} of {kind}".format(**locals()) + " %(count)d%(unit)s" % locals()


def shipping(order):
    return order * 2


print(describe("tea"))
print(globals()["LIMIT"], "title" in globals(), "missing" in globals(), globals().get("shipping")(4))
print(globals().get("nothing", "none"), "later" in globals(), globals()["__name__"])
print("title" in globals(), locals()["LIMIT"])
print(__doc__)


def show():
    print(len(__doc__), "{LIMIT}".format_map(globals()))


show()


class Outer:
    class Inner:
        """Of the inside."""

    def method(self):
        """Does nothing."""


class Deeper(Outer):
    @classmethod
    def who(cls):
        return f"{cls} and {cls!r}"


def local():
    class Here:
        pass
    return Here


print(Outer, Outer.Inner, type(Deeper()), Deeper().__class__, type(local()()))
print(Deeper.__mro__, Deeper.__bases__, Deeper.mro(), Deeper.who())
print(f"{type(Deeper())}", str(Outer), "it is " + str(type(Outer.Inner())), type(3), f"{type('s')}")
print(getattr(shipping, "__name__", None), getattr(3, "__name__", "no name"), getattr(Outer, "__name__"))
print(Outer.method.__doc__, Outer.Inner.__doc__, getattr(shipping, "__doc__", "x"))

Made = type("Made", (Outer,), {"size": 4, "double": lambda self: self.size * 2, "__len__": lambda self: self.size})
made = Made()
print(Made.__name__, made.double(), len(made), isinstance(made, Outer), made.method(), bool(made), type(made))


class Base:
    pass


class Derived(Base):
    pass


def counted(cls):
    cls.count = getattr(cls, "count", 0) + 1
    return cls.count


print(counted(Base), counted(Base), counted(Derived), Base.count)
row = [3, 1, 2]
for index, (left, right) in enumerate(zip(row, row[1:])):
    if left > right:
        row[index], row[index + 1] = right, left
print(row)
for left, index in zip(row, range(3)):
    row[2] = index
print(row)
