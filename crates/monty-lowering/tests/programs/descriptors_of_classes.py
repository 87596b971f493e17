# Descriptors that are read from their class.
class Field:
    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, owner=None):
        if obj is None:
            return f"{owner.__name__}.{self.name}"
        return obj.__dict__.get(self.name, 0)

    def __set__(self, obj, value):
        obj.__dict__[self.name] = value


class A:
    first = Field()

    @property
    def whole(self):
        return 5


class B(A):
    pass


def of(kind):
    return kind.first


b = B()
b.first = 4
print(A.first, B.first, b.first, type(b).first, of(A), getattr(B, "first"))
print(type(A.whole).__name__, A.whole.fget(b), b.whole)


class Lazy:
    def __init__(self, make):
        self.make = make

    def __get__(self, obj, owner):
        return self if obj is None else self.make(obj)


class C:
    double = Lazy(lambda self: self.n * 2)

    def __init__(self, n):
        self.n = n


print(C(4).double, type(C.double).__name__, C.double.make(C(5)))
