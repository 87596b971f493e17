class Settings:
    _instance = None

    def __new__(cls, *args, **kwargs):
        if cls._instance is None:
            cls._instance = super().__new__(cls)
            cls._instance.values = {}
        return cls._instance

    def __init__(self, **values):
        self.values.update(values)


a = Settings(x=1)
b = Settings(y=2)
print(a is b, a.values, Settings._instance is a, isinstance(b, Settings))
print([Settings() is a for _ in range(2)], (lambda: Settings())() is a)


class Point:
    _cache = {}

    def __new__(cls, x, y):
        key = (x, y)
        if key not in cls._cache:
            self = object.__new__(cls)
            self.x = x
            self.y = y
            cls._cache[key] = self
        return cls._cache[key]

    @classmethod
    def origin(cls):
        return cls(0, 0)

    def moved(self, dx):
        return type(self)(self.x + dx, self.y)

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


p = Point(1, 2)
print(p is Point(1, 2), p is Point(2, 1), Point.origin() is Point(0, 0), p.moved(1) is Point(2, 2), p.moved(1), len(Point._cache))


class Shape:
    def __new__(cls, kind, *args):
        if cls is Shape:
            cls = {"circle": Circle, "square": Square}[kind]
        return super().__new__(cls)

    def __init__(self, kind, size):
        self.kind = kind
        self.size = size


class Circle(Shape):
    def area(self):
        return 3 * self.size ** 2


class Square(Shape):
    def area(self):
        return self.size ** 2


for kind in ("circle", "square"):
    s = Shape(kind, 2)
    print(type(s).__name__, s.area(), isinstance(s, Shape))


class Odd:
    def __new__(cls, n):
        return n if n % 2 == 0 else super().__new__(cls)

    def __init__(self, n):
        print("init", n)
        self.n = n


print(Odd(2), Odd(3).n)


class Plain:
    def __init__(self, a):
        self.a = a

    @classmethod
    def from_dict(cls, d):
        self = cls.__new__(cls)
        self.a = d["a"]
        return self

    def clone(self):
        new = self.__class__.__new__(self.__class__)
        new.a = self.a
        return new


print(Plain.from_dict({"a": 5}).a, Plain(1).clone().a, object.__new__(Plain).__class__.__name__)


class Counted:
    made = 0

    def __new__(cls, *args):
        Counted.made += 1
        return super().__new__(cls)

    def __init__(self, v=0):
        self.v = v


class Sub(Counted):
    def __init__(self, v):
        super().__init__(v)
        self.w = v * 2


made = [Counted(), Counted(1), Sub(2)]
print(Counted.made, [type(m).__name__ for m in made], made[2].w, list(map(Sub, [3]))[0].w, Counted.made)
made[1].__init__(9)
print(made[1].v, Counted.made)
try:
    Sub()
except TypeError as e:
    print(type(e).__name__)


class Base:
    def __new__(cls):
        return super().__new__(cls)


class Strict:
    def __new__(cls, x):
        return object.__new__(cls, x)


try:
    Strict(1)
except TypeError as e:
    print(e)


class Registry:
    _all = {}

    def __new__(cls, name):
        if name in cls._all:
            return cls._all[name]
        instance = super().__new__(cls)
        cls._all[name] = instance
        return instance

    def __init__(self, name):
        self.name = name
        self.uses = getattr(self, "uses", 0) + 1


print(Registry("a").uses, Registry("a").uses, Registry("b").uses, sorted(Registry._all))


class Meters(int):
    def __new__(cls, value=0):
        if value < 0:
            raise ValueError("negative length")
        return int.__new__(cls, value)


class Frozen(tuple):
    def __new__(cls, values):
        return tuple.__new__(cls, sorted(values))


print(Meters(3) + 1, Meters(), Frozen([3, 1]))
try:
    Meters(-1)
except ValueError as e:
    print(e)
