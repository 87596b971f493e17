# For annotations and aliases, with `get_args`, `get_origin` and `get_type_hints`; what else looks into annotations is left out.
import sys as _sys
from typing import AbstractSet, Annotated, Any, AnyStr, AsyncContextManager, AsyncGenerator, AsyncIterable, AsyncIterator, Awaitable, BinaryIO, Callable, ChainMap, ClassVar, Collection, Concatenate, Container, ContextManager, Coroutine, Counter, DefaultDict, Deque, Dict, Final, FrozenSet, Generator, Generic, Hashable, IO, ItemsView, Iterable, Iterator, KeysView, List, Literal, LiteralString, Mapping, MappingView, Match, MutableMapping, MutableSequence, MutableSet, NamedTuple, Never, NewType, NoReturn, NotRequired, Optional, OrderedDict, ParamSpec, Pattern, Protocol, ReadOnly, Required, Reversible, Self, Sequence, Set, Sized, SupportsAbs, SupportsBytes, SupportsComplex, SupportsFloat, SupportsIndex, SupportsInt, SupportsRound, TYPE_CHECKING, Text, TextIO, Tuple, Type, TypeAlias, TypeGuard, TypeVar, TypeVarTuple, TypedDict, Union, Unpack, ValuesView, cast, final, no_type_check, overload, override, runtime_checkable


def _alias_of(tp):
    return tp if hasattr(type(tp), "lo__is_alias") else None


def get_origin(tp):
    alias = _alias_of(tp)
    if alias is not None:
        return alias.lo__origin()
    return getattr(tp, "__origin__", None)


def get_args(tp):
    alias = _alias_of(tp)
    if alias is not None:
        return alias.__args__
    return getattr(tp, "__args__", ())


def assert_never(arg, /):
    value = repr(arg)
    if len(value) > 100:
        value = value[:100] + "..."
    raise AssertionError(f"Expected code to be unreachable, but got: {value}")


def assert_type(val, typ, /):
    return val


def reveal_type(obj, /):
    print(f"Runtime type is {type(obj).__name__!r}", file=_sys.stderr)
    return obj


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    if isinstance(obj, type):
        hints = {}
        for c in list(obj.__mro__)[::-1]:
            hints.update(lo__hints_of(c))
        return {name: _hint(name, hint, include_extras) for name, hint in hints.items()}
    kept = lo__signature_of(obj)
    if kept is None:
        raise NotImplementedError("get_type_hints is available here of functions and classes of the program, defined where it is imported")
    return {name: _hint(name, hint, include_extras) for name, hint in kept[3]().items()}


def _hint(name, hint, include_extras):
    if hint is None:
        return type(None)
    if isinstance(hint, str):
        raise NotImplementedError(f"get_type_hints: the annotation of {name} is a text made elsewhere: write it without quotes")
    if not include_extras and "Annotated[" in repr(hint):
        raise NotImplementedError("get_type_hints of Annotated is not available here: give it include_extras=True")
    return hint
