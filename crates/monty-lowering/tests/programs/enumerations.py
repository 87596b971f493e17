from enum import Enum, IntEnum, Flag, auto, StrEnum, unique
class Color(Enum):
    RED = 1
    GREEN = 2
    ALIAS = 1
    def describe(self): return f'{self.name}={self.value}'
    @property
    def low(self): return self.name.lower()
    @classmethod
    def default(cls): return cls.GREEN
    def __str__(self): return 'C.' + self.name
print(Color.RED, repr(Color.RED), Color(2), Color['RED'], list(Color), len(Color), Color.ALIAS is Color.RED)
print(Color.RED.describe(), Color.RED.low, Color.default(), Color.RED == Color.RED, Color.RED != Color.GREEN, Color.RED in Color)
try:
    Color(9)
except ValueError as e:
    print(e)
print({Color.RED: 'r'}[Color.RED], isinstance(Color.RED, Color), type(Color.RED) is Color, type(Color.RED).__name__)
class P(IntEnum):
    LOW = 1
    HIGH = 5
print(P.HIGH > P.LOW, P.LOW + 1, sorted([P.HIGH, P.LOW]), max(P), P.LOW == 1, f'{P.HIGH}', str(P.LOW), int(P.HIGH), [10,20,30][P.LOW])
class S(StrEnum):
    A = auto()
    B = 'bee'
print(S.A, S.B, S.A == 'a', S.B.upper(), f'{S.B}', repr(S.B), S('bee'))
class St(str, Enum):
    X = 'x'
    Y = 'y'
print(St.X == 'x', St.X.value, repr(St.X), St('y'), St.X.upper(), 'x' in [St.X])
class F(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W
print(F.R | F.W, F.RW, (F.R | F.X), F.R in F.RW, bool(F.R & F.W), F.RW.value, list(F.RW), ~F.R)
class Planet(Enum):
    EARTH = (5.97, 6.37)
    MARS = (0.64, 3.39)
    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius
    @property
    def g(self): return round(self.mass / self.radius ** 2, 3)
print(Planet.EARTH.g, Planet.MARS.mass, Planet.EARTH.value)
match Color.RED:
    case Color.GREEN: print('g')
    case Color.RED: print('r')
for c in Color: print(c.name, c.value)
print(Color.__members__.keys() if False else [n for n in Color.__members__])
class W(Enum):
    A = auto()
    B = auto()
print(W.B.value, [w.name for w in W], W.A, repr(W.B))


class Priority(IntEnum):
    LOW = 1
    HIGH = 30


print(f"{Priority.LOW:03d}|{Priority.HIGH:>6}|{Priority.HIGH:x}|{Priority.HIGH:,.2f}", format(Priority.HIGH, "05d"))
width = 6
print(f"{Priority.HIGH:{width}}|{3.14159:.{Priority.LOW + 1}f}|{'x':>{Priority.LOW + 2}}")
