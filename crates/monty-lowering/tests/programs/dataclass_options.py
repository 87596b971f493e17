from dataclasses import KW_ONLY, InitVar, asdict, astuple, dataclass, field, fields, replace


@dataclass(kw_only=True)
class Job:
    name: str
    retries: int = 3
    tags: list = field(default_factory=list)


print(Job(name="a"), Job(name="a") == Job(name="a"), asdict(Job(name="b", tags=["x"])))
for make in (lambda: Job("a"), lambda: Job(), lambda: Job(name="a", nme=2), lambda: Job("a", retries=1)):
    try:
        print(make())
    except TypeError as e:
        print(e)


@dataclass
class Account:
    owner: str
    secret: str = field(default="", repr=False)
    seen: int = field(default=0, compare=False)
    log: list = field(default_factory=list, init=False, repr=False)
    scale: InitVar[int] = 2

    def __post_init__(self, scale):
        self.log.append(f"made x{scale}")


a = Account("ann", "s3", 4)
print(a, a.log, a == Account("ann", "s3", 9), a == Account("ann", "s4"))
print(Account("bob", scale=5).log, [f.name for f in fields(Account)])
print(replace(Job(name="q"), retries=9), astuple(Job(name="q")))


@dataclass
class Point:
    x: int
    _: KW_ONLY
    y: int = 0
    z: int


print(Point(1, z=3), Point(1, y=2, z=3))
try:
    Point(1, 2)
except TypeError as e:
    print(e)


@dataclass
class Base:
    a: int = 1


@dataclass(frozen=True)
class Fixed:
    key: str
    note: str = field(default="", compare=False)


@dataclass
class Child(Base):
    b: list = field(default_factory=list)
    c: int = field(kw_only=True, default=7)

    def total(self):
        return self.a + self.c


print(Child(), Child(5, [1], c=2).total(), hash(Fixed("k", "x")) == hash(Fixed("k", "y")), Fixed("k", "x") == Fixed("k"))
try:
    Fixed("k").key = "z"
except Exception as e:
    print(type(e).__name__, e)
