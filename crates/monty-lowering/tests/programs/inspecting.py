"""What programs ask of functions and classes."""
import functools
import inspect
from inspect import Parameter, signature
from typing import Optional, get_type_hints

LIMIT = 10


def search(query: str, /, limit: int = LIMIT, *words: str, exact=False, tags: list[str] | None = None, **more: dict) -> list[str]:
    """Searches.

        Indented.
    More.
    """
    return []


async def fetch(url, timeout=1.5):
    return url


def numbers(n):
    yield n


class Base:
    """A base."""

    size: int

    def __init__(self, size: int, name: str = "x"):
        self.size = size

    def area(self, scale: float = 1.0) -> float:
        return self.size * scale


class Shape(Base):
    label: str
    tags: Optional[list[int]] = None

    def __call__(self, a, b=2):
        return a


sig = signature(search)
print(sig)
print(signature(fetch), signature(numbers), signature(Base), signature(Base.area), signature(Shape(1)), signature(Shape))
for name, p in sig.parameters.items():
    print(name, p.kind, p.default is Parameter.empty, p.annotation is inspect.Parameter.empty, p.kind is Parameter.KEYWORD_ONLY, repr(p))
print(list(sig.parameters), sig.return_annotation, sig.parameters["limit"].default, sig.parameters["query"].annotation is str)
required = [n for n, p in signature(fetch).parameters.items() if p.default is p.empty]
print(required, len(sig.parameters), "exact" in sig.parameters, sig.parameters["words"].kind.description)

bound = sig.bind("q", 5, "a", "b", exact=True, x=1)
print(bound, bound.args, bound.kwargs, bound.arguments["limit"])
some = signature(fetch).bind("u")
some.apply_defaults()
print(some.arguments, fetch.__name__)
for call in (lambda: signature(fetch).bind(), lambda: signature(fetch).bind(1, 2, 3), lambda: signature(fetch).bind(1, b=2),
             lambda: signature(fetch).bind(1, url=2), lambda: signature(fetch).bind_partial()):
    try:
        print(call())
    except TypeError as error:
        print("TypeError", error)

print(inspect.iscoroutinefunction(fetch), inspect.iscoroutinefunction(search), inspect.isgeneratorfunction(numbers), inspect.isfunction(search),
      inspect.isfunction(Base), inspect.isclass(Base), inspect.isclass(5), inspect.isbuiltin(len), inspect.isgenerator(numbers(1)), inspect.isclass(int))
print(inspect.getdoc(search))
print(inspect.getdoc(Base), inspect.cleandoc("  a\n    b\n      c\n\n"), inspect.getdoc(fetch))
print(get_type_hints(search), get_type_hints(Base), get_type_hints(Shape)["label"], list(get_type_hints(Shape)))


def retried(f):
    @functools.wraps(f)
    def inner(*args, **kwargs):
        return f(*args, **kwargs)
    return inner


@retried
def saved(path: str, *, force: bool = False) -> None:
    return None


print(signature(saved), signature(retried(numbers)), get_type_hints(saved))
registry = {}


def tool(f):
    registry[f.__name__] = {"parameters": {n: p.annotation.__name__ for n, p in signature(f).parameters.items()}, "doc": inspect.getdoc(f)}
    return f


@tool
def add(a: int, b: int) -> int:
    """Adds."""
    return a + b


print(registry, signature(add) == signature(add))
