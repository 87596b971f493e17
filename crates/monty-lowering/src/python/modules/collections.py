# `OrderedDict` and `ChainMap` are classes of their own: give `dict(od)` to the machine's own functions that ask for a dict. `UserDict`, `UserList` and `UserString` are left out.
from collections import Counter, defaultdict, deque, namedtuple


class OrderedDict:
    # What isinstance() tells of it.
    lo__sample = {}

    def __init__(self, other=(), /, **kwargs):
        self._d = {}
        self.update(other, **kwargs)

    def __getitem__(self, key):
        return self._d[key]

    def __setitem__(self, key, value):
        self._d[key] = value

    def __delitem__(self, key):
        self._d.pop(key)

    def __contains__(self, key):
        return key in self._d

    def __iter__(self):
        return iter(self._d)

    def __reversed__(self):
        return iter(list(self._d)[::-1])

    def __len__(self):
        return len(self._d)

    def get(self, key, default=None):
        return self._d.get(key, default)

    def keys(self):
        return self._d.keys()

    def values(self):
        return self._d.values()

    def items(self):
        return self._d.items()

    def clear(self):
        self._d.clear()

    def copy(self):
        return OrderedDict(self._d)

    def pop(self, key, *default):
        return self._d.pop(key, *default)

    def setdefault(self, key, default=None):
        return self._d.setdefault(key, default)

    def update(self, other=(), /, **kwargs):
        if isinstance(other, OrderedDict):
            other = other._d
        self._d.update(other, **kwargs)

    def popitem(self, last=True):
        d = self._d
        if not d:
            raise KeyError("dictionary is empty")
        if last:
            key = list(d)[-1]
        else:
            for key in d:
                break
        return (key, d.pop(key))

    def move_to_end(self, key, last=True):
        d = self._d
        if last:
            d[key] = d.pop(key)
            return
        value = d.pop(key)
        rest = list(d.items())
        d.clear()
        d[key] = value
        d.update(rest)

    def fromkeys(self, iterable, value=None):
        raise NotImplementedError("OrderedDict.fromkeys of an object: write OrderedDict((k, value) for k in keys)")

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return self._d == other._d and list(self._d) == list(other._d)
        if isinstance(other, dict):
            return self._d == other
        return NotImplemented

    def __or__(self, other):
        new = self.copy()
        new.update(other)
        return new

    def __ior__(self, other):
        self.update(other)
        return self

    def __repr__(self):
        if not self._d:
            return "OrderedDict()"
        return f"OrderedDict({list(self._d.items())!r})"


class ChainMap:
    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    def __getitem__(self, key):
        for m in self.maps:
            if key in m:
                return m[key]
        return self.__missing__(key)

    def __missing__(self, key):
        raise KeyError(key)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def _flat(self):
        flat = {}
        for m in self.maps[::-1]:
            for key in m:
                flat[key] = None
        return flat

    def __len__(self):
        return len(self._flat())

    def __iter__(self):
        return iter(self._flat())

    def __contains__(self, key):
        for m in self.maps:
            if key in m:
                return True
        return False

    def __bool__(self):
        for m in self.maps:
            if m:
                return True
        return False

    def keys(self):
        return {key: self[key] for key in self}.keys()

    def values(self):
        return {key: self[key] for key in self}.values()

    def items(self):
        return {key: self[key] for key in self}.items()

    def copy(self):
        return ChainMap(self.maps[0].copy(), *self.maps[1:])

    def new_child(self, m=None, **kwargs):
        if m is None:
            m = kwargs
        elif kwargs:
            m.update(kwargs)
        return ChainMap(m, *self.maps)

    @property
    def parents(self):
        return ChainMap(*self.maps[1:])

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __delitem__(self, key):
        try:
            del self.maps[0][key]
        except KeyError:
            raise KeyError(f"Key not found in the first mapping: {key!r}")

    def pop(self, key, *args):
        try:
            return self.maps[0].pop(key, *args)
        except KeyError:
            raise KeyError(f"Key not found in the first mapping: {key!r}")

    def popitem(self):
        try:
            return self.maps[0].popitem()
        except KeyError:
            raise KeyError("No keys found in the first mapping.")

    def clear(self):
        self.maps[0].clear()

    def setdefault(self, key, default=None):
        if key in self:
            return self[key]
        self[key] = default
        return default

    def update(self, other=(), /, **kwargs):
        for k, v in dict(other, **kwargs).items():
            self[k] = v

    def __eq__(self, other):
        if isinstance(other, ChainMap):
            return dict(self.items()) == dict(other.items())
        if isinstance(other, dict):
            return dict(self.items()) == other
        return NotImplemented

    def __repr__(self):
        return f"ChainMap({', '.join([repr(m) for m in self.maps])})"
