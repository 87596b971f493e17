import abc
from typing import Generic, Protocol, TypeVar, runtime_checkable

T = TypeVar("T")


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self) -> float: ...


class Square(Shape):
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side**2


class Plain:
    def area(self):
        return 1


class Cleared:
    area = None


class Nothing:
    pass


@runtime_checkable
class HasArea(Protocol):
    def area(self) -> float: ...


@runtime_checkable
class Named(Protocol):
    name: str


@runtime_checkable
class NamedShape(HasArea, Named, Protocol):
    @property
    def color(self) -> str: ...


@runtime_checkable
class Sized(Protocol):
    def __len__(self) -> int: ...


@runtime_checkable
class Source(Protocol[T]):
    def read(self, n: int = -1) -> T: ...
    def close(self): ...


class Unchecked(Protocol):
    def run(self): ...


class Explicit(HasArea):
    def __init__(self):
        super().__init__()
        self.done = True


class Full:
    name = "full"
    color = "red"

    def area(self):
        return 2


class Dynamic:
    def __init__(self):
        self.name = "dynamic"
        self.area = lambda: 3


class Buffer:
    def __len__(self):
        return 0

    def read(self, n=-1):
        return b""

    def close(self):
        pass


for thing in (Square(2), Plain(), Cleared(), Nothing(), Explicit(), Full(), Dynamic(), Buffer(), [], {}, "text", 3, None):
    print(
        type(thing).__name__,
        isinstance(thing, HasArea),
        isinstance(thing, Named),
        isinstance(thing, NamedShape),
        isinstance(thing, Sized),
        isinstance(thing, Source),
        isinstance(thing, (int, Named)),
    )
print(issubclass(Plain, HasArea), issubclass(Nothing, HasArea), issubclass(list, Sized), issubclass(Explicit, HasArea))
print(Explicit().done)
for action in (
    lambda: isinstance(Plain(), Unchecked),
    lambda: issubclass(Plain, Unchecked),
    lambda: HasArea(),
):
    try:
        print(action())
    except TypeError as error:
        print(error)


def total(shapes: "list[HasArea]") -> float:
    return sum(s.area() for s in shapes if isinstance(s, HasArea))


print(total([Square(3), Nothing(), Plain()]))
