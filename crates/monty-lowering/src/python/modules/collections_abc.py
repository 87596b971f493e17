# For annotations, for `isinstance` of the machine's types and of classes of one's own as CPython tells it, and to derive from, with the methods that a class gets.
from abc import abstractmethod as _abstractmethod


def _is_own(o):
    return hasattr(type(o), "__annotations__")


def _derives(o, kind):
    return kind in getattr(type(o), "lo__mro", ())


def _is_known(o, kind):
    return kind in getattr(type(o), "lo__is", ())


def _type_name(o):
    return type(o).__name__


def _is_mapping(o):
    if _derives(o, Mapping) or _is_known(o, "Mapping"):
        return True
    return isinstance(o, dict) or _type_name(o) in ("OrderedDict", "mappingproxy")


def _is_mutable_mapping(o):
    if _derives(o, MutableMapping) or _is_known(o, "MutableMapping"):
        return True
    return isinstance(o, dict) or _type_name(o) == "OrderedDict"


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
    if _derives(o, Sequence) or _is_known(o, "Sequence"):
        return True
    return isinstance(o, (list, tuple, str, bytes, range)) or _type_name(o) in ("deque", "memoryview")


def _is_set(o):
    if _derives(o, Set):
        return True
    return isinstance(o, (set, frozenset)) or _type_name(o) in ("dict_keys", "dict_items")


def _unknown(name):
    def check(o):
        raise NotImplementedError(f"isinstance with collections.abc.{name} is not available here")
    return check


class Iterable:
    lo__check = _is_iterable

    @_abstractmethod
    def __iter__(self):
        while False:
            yield None


class Iterator:
    lo__check = _is_iterator

    @_abstractmethod
    def __next__(self):
        raise StopIteration

    def __iter__(self):
        return self


class Sized:
    lo__check = _is_sized

    @_abstractmethod
    def __len__(self):
        return 0


class Container:
    lo__check = _is_container

    @_abstractmethod
    def __contains__(self, x):
        return False


class Collection:
    lo__check = _is_collection

    @_abstractmethod
    def __len__(self):
        return 0

    @_abstractmethod
    def __iter__(self):
        while False:
            yield None

    @_abstractmethod
    def __contains__(self, x):
        return False


class Hashable:
    lo__check = _is_hashable

    @_abstractmethod
    def __hash__(self):
        return 0


def _is_callable(o):
    return callable(o)


class Callable:
    lo__check = _is_callable

    @_abstractmethod
    def __call__(self, *args, **kwds):
        return False


class Mapping:
    lo__check = _is_mapping

    @_abstractmethod
    def __len__(self):
        return 0

    @_abstractmethod
    def __iter__(self):
        while False:
            yield None

    @_abstractmethod
    def __getitem__(self, key):
        raise KeyError

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    def keys(self):
        return KeysView(self)

    def items(self):
        return ItemsView(self)

    def values(self):
        return ValuesView(self)

    def __eq__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        return dict(self.items()) == dict(other.items())


_ABSENT = object()


class MutableMapping(Mapping):
    lo__check = _is_mutable_mapping

    @_abstractmethod
    def __setitem__(self, key, value):
        raise KeyError

    @_abstractmethod
    def __delitem__(self, key):
        raise KeyError

    def pop(self, key, default=_ABSENT):
        try:
            value = self[key]
        except KeyError:
            if default is _ABSENT:
                raise
            return default
        del self[key]
        return value

    def popitem(self):
        for key in self:
            value = self[key]
            del self[key]
            return (key, value)
        raise KeyError

    def clear(self):
        try:
            while True:
                self.popitem()
        except KeyError:
            pass

    def update(self, other=(), /, **kwds):
        if isinstance(other, Mapping):
            for key in other:
                self[key] = other[key]
        elif hasattr(other, "keys"):
            for key in other.keys():
                self[key] = other[key]
        else:
            for key, value in other:
                self[key] = value
        for key, value in kwds.items():
            self[key] = value

    def setdefault(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            self[key] = default
        return default


class MappingView:
    lo__check = _unknown("MappingView")

    def __init__(self, mapping):
        self._mapping = mapping

    def __len__(self):
        return len(self._mapping)

    def __repr__(self):
        return f"{type(self).__name__}({self._mapping!r})"


class _SetView(MappingView):
    def _set(self, other):
        return other if isinstance(other, (set, frozenset)) else set(other)

    def __eq__(self, other):
        if not _is_set(other) and not isinstance(other, _SetView):
            return NotImplemented
        return len(self) == len(other) and all([x in other for x in self])

    def __and__(self, other):
        return {x for x in other if x in self}

    def __or__(self, other):
        return set(self) | self._set(other)

    def __sub__(self, other):
        return set(self) - self._set(other)

    def __xor__(self, other):
        return set(self) ^ self._set(other)

    def __rand__(self, other):
        return {x for x in other if x in self}

    def __ror__(self, other):
        return set(self) | self._set(other)

    def __rsub__(self, other):
        return set(other) - set(self)

    def __rxor__(self, other):
        return set(self) ^ self._set(other)

    def isdisjoint(self, other):
        for x in other:
            if x in self:
                return False
        return True


class KeysView(_SetView):
    lo__check = _unknown("KeysView")

    def __contains__(self, key):
        return key in self._mapping

    def __iter__(self):
        yield from self._mapping


class ItemsView(_SetView):
    lo__check = _unknown("ItemsView")

    def __contains__(self, item):
        key, value = item
        try:
            v = self._mapping[key]
        except KeyError:
            return False
        return v is value or v == value

    def __iter__(self):
        for key in self._mapping:
            yield (key, self._mapping[key])


class ValuesView(MappingView):
    lo__check = _unknown("ValuesView")

    def __contains__(self, value):
        for key in self._mapping:
            v = self._mapping[key]
            if v is value or v == value:
                return True
        return False

    def __iter__(self):
        for key in self._mapping:
            yield self._mapping[key]


class Sequence:
    lo__check = _is_sequence

    @_abstractmethod
    def __len__(self):
        return 0

    @_abstractmethod
    def __getitem__(self, index):
        raise IndexError

    def __iter__(self):
        i = 0
        while True:
            try:
                v = self[i]
            except IndexError:
                return
            yield v
            i += 1

    def __contains__(self, value):
        for v in self:
            if v is value or v == value:
                return True
        return False

    def __reversed__(self):
        for i in range(len(self) - 1, -1, -1):
            yield self[i]

    def index(self, value, start=0, stop=None):
        if start is not None and start < 0:
            start = max(len(self) + start, 0)
        if stop is not None and stop < 0:
            stop += len(self)
        i = start
        while stop is None or i < stop:
            try:
                v = self[i]
            except IndexError:
                break
            if v is value or v == value:
                return i
            i += 1
        raise ValueError

    def count(self, value):
        n = 0
        for v in self:
            if v is value or v == value:
                n += 1
        return n


def _is_mutable_sequence(o):
    if _derives(o, MutableSequence) or _is_known(o, "MutableSequence"):
        return True
    return isinstance(o, list) or _type_name(o) in ("deque", "bytearray")


class MutableSequence(Sequence):
    lo__check = _is_mutable_sequence

    @_abstractmethod
    def __setitem__(self, index, value):
        raise IndexError

    @_abstractmethod
    def __delitem__(self, index):
        raise IndexError

    @_abstractmethod
    def insert(self, index, value):
        raise IndexError

    def append(self, value):
        self.insert(len(self), value)

    def clear(self):
        try:
            while True:
                self.pop()
        except IndexError:
            pass

    def reverse(self):
        n = len(self)
        for i in range(n // 2):
            last = self[n - i - 1]
            self[n - i - 1] = self[i]
            self[i] = last

    def extend(self, values):
        if values is self:
            values = list(values)
        for v in values:
            self.append(v)

    def pop(self, index=-1):
        v = self[index]
        del self[index]
        return v

    def remove(self, value):
        del self[self.index(value)]

    def __iadd__(self, values):
        self.extend(values)
        return self


class Set:
    lo__check = _is_set

    @_abstractmethod
    def __len__(self):
        return 0

    @_abstractmethod
    def __iter__(self):
        while False:
            yield None

    @_abstractmethod
    def __contains__(self, x):
        return False

    @classmethod
    def _from_iterable(cls, it):
        return cls(it)

    def __le__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        if len(self) > len(other):
            return False
        for x in self:
            if x not in other:
                return False
        return True

    def __lt__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) < len(other) and self <= other

    def __ge__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        if len(self) < len(other):
            return False
        for x in other:
            if x not in self:
                return False
        return True

    def __gt__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) > len(other) and self >= other

    def __eq__(self, other):
        if not isinstance(other, Set):
            return NotImplemented
        return len(self) == len(other) and self <= other

    def __and__(self, other):
        if not isinstance(other, Iterable):
            return NotImplemented
        return self._from_iterable([x for x in other if x in self])

    def __rand__(self, other):
        return self & other

    def isdisjoint(self, other):
        for x in other:
            if x in self:
                return False
        return True

    def __or__(self, other):
        if not isinstance(other, Iterable):
            return NotImplemented
        return self._from_iterable(list(self) + list(other))

    def __ror__(self, other):
        return self | other

    def __sub__(self, other):
        if not isinstance(other, Set):
            if not isinstance(other, Iterable):
                return NotImplemented
            other = self._from_iterable(other)
        return self._from_iterable([x for x in self if x not in other])

    def __rsub__(self, other):
        if not isinstance(other, Set):
            if not isinstance(other, Iterable):
                return NotImplemented
            other = self._from_iterable(other)
        return self._from_iterable([x for x in other if x not in self])

    def __xor__(self, other):
        if not isinstance(other, Set):
            if not isinstance(other, Iterable):
                return NotImplemented
            other = self._from_iterable(other)
        return (self - other) | (other - self)

    def __rxor__(self, other):
        return self ^ other


def _is_mutable_set(o):
    if _derives(o, MutableSet):
        return True
    return isinstance(o, set)


class MutableSet(Set):
    lo__check = _is_mutable_set

    @_abstractmethod
    def add(self, value):
        raise NotImplementedError

    @_abstractmethod
    def discard(self, value):
        raise NotImplementedError

    def remove(self, value):
        if value not in self:
            raise KeyError(value)
        self.discard(value)

    def pop(self):
        for value in self:
            self.discard(value)
            return value
        raise KeyError

    def clear(self):
        try:
            while True:
                self.pop()
        except KeyError:
            pass

    def __ior__(self, it):
        for value in it:
            self.add(value)
        return self

    def __iand__(self, it):
        for value in self - it:
            self.discard(value)
        return self

    def __ixor__(self, it):
        if it is self:
            self.clear()
            return self
        if not isinstance(it, Set):
            it = self._from_iterable(it)
        for value in it:
            if value in self:
                self.discard(value)
            else:
                self.add(value)
        return self

    def __isub__(self, it):
        if it is self:
            self.clear()
        else:
            for value in it:
                self.discard(value)
        return self


def _is_generator(o):
    return _type_name(o) == "generator"


class Generator:
    lo__check = _is_generator


class Reversible:
    lo__check = _unknown("Reversible")

    @_abstractmethod
    def __reversed__(self):
        while False:
            yield None

    @_abstractmethod
    def __iter__(self):
        while False:
            yield None


class Awaitable:
    lo__check = _unknown("Awaitable")


class Coroutine:
    lo__check = _unknown("Coroutine")


class AsyncIterable:
    lo__check = _unknown("AsyncIterable")


class AsyncIterator:
    lo__check = _unknown("AsyncIterator")

    @_abstractmethod
    async def __anext__(self):
        raise StopAsyncIteration

    def __aiter__(self):
        return self


class AsyncGenerator:
    lo__check = _unknown("AsyncGenerator")


class ByteString:
    lo__check = _unknown("ByteString")


class Buffer:
    lo__check = _unknown("Buffer")
