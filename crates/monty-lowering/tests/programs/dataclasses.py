from dataclasses import dataclass, field, asdict, replace, astuple, fields
from typing import NamedTuple, TypedDict, Protocol, Generic, TypeVar
@dataclass
class Base:
    id: int
    tags: list = field(default_factory=list)
    def label(self): return f'#{self.id}'
@dataclass
class Item(Base):
    price: float = 0.0
    @property
    def cents(self): return int(self.price * 100)
i = Item(1, ['a'], 2.5)
print(i, i.label(), i.cents, i == Item(1, ['a'], 2.5), asdict(i), astuple(i), replace(i, id=9), [f.name for f in fields(i)])
@dataclass(order=True)
class V:
    major: int
    minor: int = 0
print(sorted([V(2), V(1, 5), V(1, 2)]), V(1) < V(2), max(V(1), V(0, 9)))
@dataclass(frozen=True)
class Pt:
    x: int
    y: int = 0
    def __post_init__(self):
        if self.x < 0: raise ValueError('neg')
try:
    Pt(1).x = 3
except Exception as e:
    print(type(e).__name__, e)
print(hash(Pt(1)) == hash(Pt(1)), {Pt(1), Pt(1)})
class N(NamedTuple):
    a: int
    b: str = 'z'
n = N(1)
print(n, n.a, n[1], n._asdict(), n == (1, 'z'))
class TD(TypedDict, total=False):
    name: str
t: TD = {'name': 'q'}
print(t, TD(name='w'))
T = TypeVar('T')
class Stack(Generic[T]):
    def __init__(self): self.s: list[T] = []
    def push(self, x: T) -> None: self.s.append(x)
st = Stack[int]()
st.push(1); print(st.s)
class Speaker(Protocol):
    def speak(self) -> str: ...
class Dog:
    def speak(self): return 'w'
def talk(s: Speaker): return s.speak()
print(talk(Dog()))
def shape(v):
    match v:
        case Item(price=p): return p
        case Base(id=i): return i
        case Pt(x, y): return (x, y)
print(shape(Item(1)), shape(Base(4)), shape(Pt(5, 6)))
