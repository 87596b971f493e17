import copy
import json
from collections import OrderedDict, defaultdict


class Config(dict):
    """A dict whose keys are attributes too."""

    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"no setting {name}")

    def __setattr__(self, name, value):
        self[name] = value

    def merged(self, **more):
        return Config({**self, **more})


c = Config(host="a", port=1)
c.port += 1
c.debug = True
print(c, c.host, c["port"], len(c), "debug" in c, list(c), sorted(c.items()))
print(isinstance(c, dict), isinstance(c, list), issubclass(Config, dict), type(c) is dict, type(c).__name__)
print(json.dumps(c), json.dumps({"all": [c]}, indent=1))
print(c == {"host": "a", "port": 2, "debug": True}, {"host": "a"} == c, c != {}, bool(Config()), not c)
try:
    c.missing
except AttributeError as e:
    print(e)
print(c.merged(port=9), {**c, "x": 1}, dict(c), c | {"y": 2}, {"z": 1} | c)
print(type(c | {}), type(c.copy()), type(c.merged()).__name__)


def show(**kwargs):
    return sorted(kwargs)


print(show(**c), "%(host)s" % c, "{host}:{port}".format(**c))
del c["debug"]
print(c.pop("port"), c.pop("port", None), c.get("host"), c.setdefault("k", []), c)
c |= {"w": 1}
c.update({"v": 2}, u=3)
print(c, list(reversed(c)), [k for k in c], {k: v for k, v in c.items()})
print(Config.fromkeys("ab", 0), dict.get(c, "w"), dict.get({"q": 1}, "q"))


class Counts(dict):
    def __missing__(self, key):
        return 0

    def __setitem__(self, key, value):
        if value < 0:
            raise ValueError(f"negative: {key}")
        super().__setitem__(key, value)

    def top(self):
        return max(self, key=self.get)


n = Counts()
for w in "a b a c a".split():
    n[w] += 1
print(n, n["zzz"], "zzz" in n, n.top(), len(n))
try:
    n["a"] = -1
except ValueError as e:
    print(e)
try:
    hash(n)
except TypeError as e:
    print(e)
for use in (lambda: n < {}, lambda: n + 1, lambda: Config(1, 2), lambda: Config()["k"]):
    try:
        use()
    except (TypeError, KeyError) as e:
        print(type(e).__name__, e)


class Lower(dict):
    def __init__(self, data=(), **more):
        super().__init__()
        self.asked = 0
        self.update(dict(data, **more))

    def update(self, other):
        for k, v in other.items():
            self[k] = v

    def __setitem__(self, k, v):
        dict.__setitem__(self, k.lower(), v)

    def __getitem__(self, k):
        self.asked += 1
        return dict.__getitem__(self, k.lower())

    def __contains__(self, k):
        return super().__contains__(k.lower())


h = Lower({"Accept": 1}, Host=2)
print(h["ACCEPT"], "hOST" in h, h.asked, h, repr(h))
twin = copy.copy(h)
twin["new"] = 3
print(h, twin, twin.asked, type(twin).__name__)
deep = copy.deepcopy(Config(a=[1]))
print(deep, type(deep).__name__)


class Tree(defaultdict):
    def __init__(self):
        super().__init__(Tree)

    def leaves(self):
        return sum(1 if not v else v.leaves() for v in self.values())


t = Tree()
t["a"]["b"]["c"]
t["a"]["d"]
print(t.leaves(), sorted(t["a"]), json.dumps(t), isinstance(t, dict))


class Lists(defaultdict):
    pass


g = Lists(list)
g["x"].append(1)
print(g, g == {"x": [1]}, g.default_factory)


class Recent(OrderedDict):
    def __init__(self, size):
        super().__init__()
        self.size = size

    def __setitem__(self, key, value):
        super().__setitem__(key, value)
        self.move_to_end(key)
        while len(self) > self.size:
            self.popitem(last=False)


r = Recent(2)
for k in "abc":
    r[k] = k
print(list(r), r.size, "a" in r)
