# ABC and Generic are among the bases of classes that are looked at.
from abc import ABC, abstractmethod
from typing import Generic, TypeVar

T = TypeVar("T")


class Shape(ABC):
    @abstractmethod
    def area(self): ...


class Named:
    pass


class Square(Named, Shape):
    def area(self):
        return 4


class Stack(Generic[T]):
    def __init__(self):
        self.items = []


class Plain:
    pass


print([c.__name__ for c in Square.__mro__], [c.__name__ for c in Stack.mro()], [c.__name__ for c in Plain.__mro__])
print(Shape.__bases__, Square.__bases__, Stack.__bases__, Square().area(), isinstance(Square(), ABC), issubclass(Square, ABC))
