# Classes whose metaclass tells their text, and gives them attributes that they lack.
class Meta(type):
    def __repr__(cls):
        return f"<{cls.__name__}!>"

    def __getattr__(cls, name):
        if name.startswith("_"):
            raise AttributeError(f"{cls.__name__} has no {name}")
        return f"{cls.__name__}.{name}"


class A(metaclass=Meta):
    known = 1

    def __init__(self, x):
        self.x = x


class B(A):
    pass


a = A(3)
print(a.x, A.known, A.other, B.other, A, repr(B), str(A), f"{A} {B!r}", [A, B], {"k": A}, type(a))
print(hasattr(A, "any"), hasattr(A, "_any"), hasattr(a, "any"), getattr(B, "_no", "none"))
try:
    A._hidden
except AttributeError as e:
    print(e)


class Named(type):
    def __str__(cls):
        return cls.__name__.lower()


class Thing(metaclass=Named):
    pass


print(Thing, str(Thing), f"{Thing}", repr(Thing), [Thing], "%s" % Thing, "{}".format(Thing))
