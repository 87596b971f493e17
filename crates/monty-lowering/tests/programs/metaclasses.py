# Metaclasses: singletons, registries, classes that are looked over and changed before they are made.
from abc import ABCMeta, abstractmethod


class Single(type):
    _made = {}

    def __call__(cls, *args, **kwargs):
        if cls not in cls._made:
            cls._made[cls] = super().__call__(*args, **kwargs)
        return cls._made[cls]


class Settings(metaclass=Single):
    def __init__(self, name="plain"):
        print("made", name)
        self.name = name


class Cache(metaclass=Single):
    pass


print(Settings("a") is Settings("b"), Settings().name, Cache() is Cache(), Cache() is Settings())
print(type(Settings) is Single, type(Settings()) is Settings, isinstance(Settings, Single), isinstance(Settings, type))
print(type(Settings).__name__, Settings.__name__, len(Single._made))


class Registry(type):
    known = {}

    def __new__(mcs, name, bases, space, tag=None, **rest):
        cls = super().__new__(mcs, name, bases, space)
        if bases:
            mcs.known[tag or name.lower()] = cls
        return cls

    def __init__(cls, name, bases, space, **rest):
        super().__init__(name, bases, space)
        cls.order = len(Registry.known)

    def find(cls, tag):
        return cls.known[tag]


class Plugin(metaclass=Registry):
    def run(self):
        return f"{type(self).__name__} of {self.order}"


class Csv(Plugin):
    pass


class Json(Plugin, tag="js"):
    def run(self):
        return "json and " + super().run()


print(sorted(Registry.known), Plugin.find("js") is Json, Json.find("csv")().run(), Json().run())
print([cls.__name__ for cls in Plugin.__subclasses__()], Plugin.order, Csv.order, Json.order)


class Upper(type):
    def __new__(cls, name, bases, attrs):
        attrs = {key.upper() if not key.startswith("__") else key: value for key, value in attrs.items()}
        attrs["added"] = lambda self: name
        return type.__new__(cls, name, bases, attrs)


class Loud(metaclass=Upper):
    volume = 11

    def speak(self):
        return "hey"


loud = Loud()
print(loud.VOLUME, loud.SPEAK(), loud.added(), hasattr(loud, "volume"))
Made = Upper("Made", (Loud,), {"depth": 3})
print(Made.DEPTH, Made().SPEAK(), Made.__name__, type(Made).__name__)


class Strict(ABCMeta):
    def __init__(cls, name, bases, space):
        for member in space:
            if member != member.lower():
                raise TypeError(f"{name}.{member} is not in lower case")
        super().__init__(name, bases, space)


class Shape(metaclass=Strict):
    @abstractmethod
    def area(self):
        ...


class Square(Shape):
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side ** 2


print(Square(3).area(), [Square(n).area() for n in (1, 2)])
try:
    Shape()
except TypeError as error:
    print(error)
try:
    class Bad(Shape):
        areaOf = 1
except TypeError as error:
    print(error)


class Counted(type):
    def __call__(cls, *args):
        made = super().__call__(*args)
        made.number = cls.count = getattr(cls, "count", 0) + 1
        return made


class Point(metaclass=Counted):
    def __new__(cls, *args):
        print("new", cls.__name__, args)
        return super().__new__(cls)

    def __init__(self, x, y=0):
        self.x, self.y = x, y


class Dot(Point):
    pass


points = [Point(1), Point(2, 3), Dot(4)]
print([(type(p).__name__, p.x, p.y, p.number) for p in points], Point.count, Dot.count)
