# Classes that their metaclass makes collections, and what it says of their objects.
class Meta(type):
    def __iter__(cls):
        return iter(cls.items)

    def __len__(cls):
        return len(cls.items)

    def __getitem__(cls, k):
        return cls.items[k]

    def __contains__(cls, k):
        return k in cls.items


class Box(metaclass=Meta):
    items = [1, 2, 3]


class Sub(Box):
    items = [7]


print(list(Box), len(Box), Box[1], 2 in Box, 9 in Box, [x for x in Box], list(Sub), sum(Box), [*Box])
print(sorted(Box, reverse=True), dict(enumerate(Box)), Box[0:2], 3 not in Box, len("ab"), [1, 2][0])
for c in (Box, Sub):
    print(c.__name__, len(c), [y for y in c])


class Registry(type):
    _all = {}

    def __new__(mcs, name, bases, space):
        c = super().__new__(mcs, name, bases, space)
        if bases:
            mcs._all[name] = c
        return c

    def __iter__(cls):
        return iter(Registry._all.values())


class Base(metaclass=Registry):
    pass


class First(Base):
    v = 1


class Second(Base):
    v = 2


print([c.__name__ for c in Base], {c.v for c in Base}, First in Base)


class Duck(type):
    def __instancecheck__(cls, o):
        return hasattr(o, "quack")

    def __subclasscheck__(cls, c):
        return hasattr(c, "quack")


class A(metaclass=Duck):
    pass


class B:
    quack = 1


print(isinstance(B(), A), isinstance(5, A), issubclass(B, A), issubclass(int, A))


class Multi:
    def __class_getitem__(cls, k):
        return f"{cls.__name__}[{k}]"


class One(Multi):
    pass


print(Multi["x"], One[1], Multi[1, 2])
