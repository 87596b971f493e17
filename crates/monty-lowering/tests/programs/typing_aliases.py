# Aliases of typing as values, and protocols that isinstance() asks for.
import typing as t
from typing import Annotated, Any, Callable, Dict, Generic, List, Literal, Optional, Protocol, Tuple, TypeVar, Union, get_args, get_origin
from typing import runtime_checkable

Status = Literal["open", "closed"]
Json = Union[Dict[str, "Json"], List["Json"], str, int, None]
Handler = Callable[[str], None]
T = TypeVar("T")


def is_known(status: Status) -> bool:
    return status in get_args(Status)


print(is_known("open"), is_known("x"))
print(Status, Dict[str, List[int]], Optional[int], Union[int, str, None], Callable[[int], str], Annotated[int, "x"], List["X"],
      Tuple[int, ...], Callable[..., Any])
print(get_args(Optional[int]), get_args(Union[int, str]), get_args(Dict[str, int]), get_args(list[int]), get_args(int))
print(get_origin(Dict[str, int]), get_origin(List[int]) is list, get_origin(dict[str, int]), get_origin(int), get_args(Callable[[int], str]))
print(Literal["a"] == Literal["a"], Union[int, str] == Union[str, int], isinstance(3, Union[int, str]), isinstance("x", Optional[int]))
print(t.get_args(t.Literal[1, 2]), t.cast(int, "a"))
try:
    t.assert_never(3)
except AssertionError as error:
    print(error)


@runtime_checkable
class Closing(Protocol):
    name: str

    def close(self) -> None: ...


class File:
    def __init__(self, name):
        self.name = name

    def close(self):
        pass


class Nameless:
    def close(self):
        pass


class Box(Generic[T]):
    def __init__(self, v: T):
        self.v = v


print(isinstance(File("a"), Closing), isinstance(Nameless(), Closing), isinstance(3, Closing), Box[int](3).v)
