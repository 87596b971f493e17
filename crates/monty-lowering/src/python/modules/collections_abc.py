# For annotations and `isinstance`: of the machine's types, and of classes of one's own by their methods where CPython does so. Nothing can be derived from them.


def _is_own(o):
    return hasattr(type(o), "__annotations__")


def _type_name(o):
    return type(o).__name__


def _is_mapping(o):
    return isinstance(o, dict) or _type_name(o) in ("OrderedDict", "ChainMap", "mappingproxy")


def _is_iterable(o):
    if _is_own(o):
        return hasattr(type(o), "__iter__")
    try:
        iter(o)
        return True
    except TypeError:
        return False


_SIZED = ("list", "tuple", "str", "bytes", "dict", "set", "frozenset", "range", "deque", "dict_keys", "dict_values",
          "dict_items", "defaultdict", "Counter")


def _is_sized(o):
    if _is_own(o):
        return hasattr(type(o), "__len__")
    return isinstance(o, (list, tuple, str, bytes, dict, set, frozenset, range)) or _type_name(o) in _SIZED


def _is_container(o):
    if _is_own(o):
        return hasattr(type(o), "__contains__")
    return _is_sized(o) and _type_name(o) != "dict_values"


def _is_collection(o):
    return _is_sized(o) and _is_iterable(o) and _is_container(o)


def _is_hashable(o):
    if _is_own(o):
        return not hasattr(type(o), "__hash__") or type(o).__hash__ is not None
    return not isinstance(o, (list, dict, set)) and _type_name(o) not in ("deque", "bytearray", "defaultdict", "Counter")


def _is_iterator(o):
    if _is_own(o):
        return hasattr(type(o), "__next__") and hasattr(type(o), "__iter__")
    return _is_iterable(o) and not _is_sized(o) and iter(o) is o


def _is_sequence(o):
    return isinstance(o, (list, tuple, str, bytes, range)) or _type_name(o) in ("deque", "memoryview")


def _is_set(o):
    return isinstance(o, (set, frozenset)) or _type_name(o) in ("dict_keys", "dict_items")


def _unknown(name):
    def check(o):
        raise NotImplementedError(f"isinstance with collections.abc.{name} is not available here")
    return check


class Iterable:
    lo__check = _is_iterable


class Iterator:
    lo__check = _is_iterator


class Sized:
    lo__check = _is_sized


class Container:
    lo__check = _is_container


class Collection:
    lo__check = _is_collection


class Hashable:
    lo__check = _is_hashable


def _is_callable(o):
    return callable(o)


class Callable:
    lo__check = _is_callable


class Mapping:
    lo__check = _is_mapping


class MutableMapping:
    lo__check = _is_mapping


class Sequence:
    lo__check = _is_sequence


def _is_mutable_sequence(o):
    return isinstance(o, list) or _type_name(o) in ("deque", "bytearray")


class MutableSequence:
    lo__check = _is_mutable_sequence


class Set:
    lo__check = _is_set


def _is_mutable_set(o):
    return isinstance(o, set)


class MutableSet:
    lo__check = _is_mutable_set


def _is_generator(o):
    return _type_name(o) == "generator"


class Generator:
    lo__check = _is_generator


class Reversible:
    lo__check = _unknown("Reversible")


class Awaitable:
    lo__check = _unknown("Awaitable")


class Coroutine:
    lo__check = _unknown("Coroutine")


class AsyncIterable:
    lo__check = _unknown("AsyncIterable")


class AsyncIterator:
    lo__check = _unknown("AsyncIterator")


class AsyncGenerator:
    lo__check = _unknown("AsyncGenerator")


class KeysView:
    lo__check = _unknown("KeysView")


class ValuesView:
    lo__check = _unknown("ValuesView")


class ItemsView:
    lo__check = _unknown("ItemsView")


class MappingView:
    lo__check = _unknown("MappingView")


class ByteString:
    lo__check = _unknown("ByteString")


class Buffer:
    lo__check = _unknown("Buffer")
