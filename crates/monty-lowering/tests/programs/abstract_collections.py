"""Classes that get methods from collections.abc."""
from collections.abc import (Collection, Iterable, Iterator, Mapping, MutableMapping, MutableSequence, MutableSet, Sequence,
                             Set, Sized)


class Config(MutableMapping):
    def __init__(self, **values):
        self._values = values
        self.reads = 0

    def __getitem__(self, key):
        self.reads += 1
        return self._values[key.lower()]

    def __setitem__(self, key, value):
        self._values[key.lower()] = value

    def __delitem__(self, key):
        del self._values[key.lower()]

    def __iter__(self):
        return iter(self._values)

    def __len__(self):
        return len(self._values)

    def __repr__(self):
        return f"Config({self._values})"


config = Config(host="a", port=1)
print(config["HOST"], config.get("nope"), config.get("nope", 5), "PORT" in config, "x" in config, len(config), list(config))
print(list(config.keys()), list(config.values()), list(config.items()), config.keys(), "host" in config.keys())
config.update({"Debug": True}, level=3)
config.update([("a", 1)])
print(config.pop("DEBUG"), config.pop("gone", None), config.setdefault("port", 9), config.setdefault("new", 0), config)
try:
    config.pop("gone")
except KeyError as error:
    print("KeyError", error)
print(dict(config), {**config}, config == {"host": "a", "port": 1, "level": 3, "a": 1, "new": 0}, config == Config(host="a"), config != 5)
print(isinstance(config, Mapping), isinstance(config, MutableMapping), isinstance({}, Mapping), isinstance(config, Sequence),
      isinstance(config, Iterable), isinstance(config, Sized), isinstance(config, Config), isinstance({}, Config))
for key, value in config.items():
    print(key, value, end=";")
print(config.keys() & {"a", "b"}, config.items() - {("a", 1), ("host", "a"), ("new", 0), ("level", 3)}, bool(config))
print(config.popitem(), len(config))
config.clear()
print(config, bool(config), bool(Config()))


class Frozen(Mapping):
    def __init__(self, data):
        self.data = data

    def __getitem__(self, key):
        return self.data[key]

    def __iter__(self):
        return iter(self.data)

    def __len__(self):
        return len(self.data)


frozen = Frozen({"x": 1})
print(frozen.get("x"), isinstance(frozen, MutableMapping), hasattr(frozen, "pop"), max(frozen.values()), sorted(frozen))


class Window(Sequence):
    def __init__(self, data, start, stop):
        self.data, self.start, self.stop = data, start, stop

    def __len__(self):
        return self.stop - self.start

    def __getitem__(self, i):
        if isinstance(i, slice):
            return [self[k] for k in range(*i.indices(len(self)))]
        if i < 0:
            i += len(self)
        if not 0 <= i < len(self):
            raise IndexError("window")
        return self.data[self.start + i]


window = Window("abcdefb", 1, 7)
print(list(window), "c" in window, "z" in window, window.index("d"), window.index("b", 1), window.count("b"), list(reversed(window)), window[1:3], window[-1])
try:
    window.index("q")
except ValueError as error:
    print("ValueError", error)
print(isinstance(window, Sequence), isinstance("ab", Sequence), isinstance(window, Collection), [x + y for x, y in zip(window, window)][:2])


class Log(MutableSequence):
    def __init__(self, *items):
        self.items = list(items)

    def __getitem__(self, i):
        return self.items[i]

    def __setitem__(self, i, value):
        self.items[i] = value

    def __delitem__(self, i):
        del self.items[i]

    def __len__(self):
        return len(self.items)

    def insert(self, i, value):
        self.items.insert(i, f"<{value}>")


log = Log("a", "b")
log.append("c")
log.extend(["d", "e"])
log += ["f"]
log.reverse()
print(log.items, log.pop(), log.pop(0), len(log))
log.remove("b")
del log[0]
log[0] = "z"
print(log.items, isinstance(log, MutableSequence))
log.clear()
print(log.items)


class Tags(MutableSet):
    def __init__(self, items=()):
        self.items = []
        for item in items:
            self.add(item)

    def __contains__(self, x):
        return x in self.items

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return len(self.items)

    def add(self, x):
        if x not in self.items:
            self.items.append(x)

    def discard(self, x):
        if x in self.items:
            self.items.remove(x)

    def __repr__(self):
        return f"Tags({self.items})"


a, b = Tags("abc"), Tags("bcd")
print(a & b, a | b, a - b, a ^ b, a <= b, Tags("ab") < a, a >= Tags("a"), a == Tags("cab"), a.isdisjoint(Tags("xy")))
a |= b
a -= Tags("b")
a &= Tags("acdz")
print(a, a == {"a", "c", "d"}, {"a"} | Tags("b"), a.pop(), len(a), isinstance(a, Set), isinstance(set(), MutableSet), isinstance(frozenset(), MutableSet))
a.remove("c")
try:
    a.remove("c")
except KeyError as error:
    print("KeyError", error)


class Countdown(Iterator):
    def __init__(self, n):
        self.n = n

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


print(list(Countdown(3)), iter(Countdown(1)) is not None, isinstance(Countdown(1), Iterator), next(Countdown(5)))
