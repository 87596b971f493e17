from collections import OrderedDict, ChainMap, Counter, defaultdict
import json, copy
od = OrderedDict([("b", 1), ("a", 2)])
def f(**k): return k
def t(fn):
    try: print(fn())
    except Exception as e: print(type(e).__name__, e)
t(lambda: json.dumps(od))
t(lambda: json.dumps({"x": od, "y": [od]}, indent=1))
t(lambda: dict(od))
t(lambda: {**od, "c": 3})
t(lambda: f(**od))
t(lambda: od | {"z": 1})
t(lambda: {"z": 1} | od)
t(lambda: od == {"a": 2, "b": 1})
t(lambda: {"a": 2, "b": 1} == od)
t(lambda: od == OrderedDict([("a", 2), ("b", 1)]))
t(lambda: sorted(od.items()))
t(lambda: copy.copy(od))
t(lambda: copy.deepcopy(od))
t(lambda: isinstance(od, dict))
t(lambda: issubclass(OrderedDict, dict))
t(lambda: list(reversed(od)))
t(lambda: "%(a)s" % od)
t(lambda: "{a}".format(**od))
t(lambda: "{0[a]}".format(od))
t(lambda: Counter(od))
t(lambda: defaultdict(int, od))
t(lambda: dict(od, q=1))
t(lambda: list(od))
t(lambda: "a" in od)
t(lambda: len(od))
t(lambda: bool(OrderedDict()))
t(lambda: max(od, key=od.get))
t(lambda: OrderedDict.fromkeys("abc"))
t(lambda: OrderedDict(sorted({"q": 1, "c": 3}.items(), key=lambda kv: kv[1])))
t(lambda: type(od).__name__)
t(lambda: od.pop("nope", None))
t(lambda: od["nope"])
t(lambda: od.popitem(last=False))
t(lambda: set(od.keys()) & {"a"})
t(lambda: od.keys() & {"a"})
m = {}
m.update(od)
print(m)
from functools import reduce
t(lambda: json.loads('{"b": 1, "a": [1]}', object_pairs_hook=OrderedDict))
class LRU:
    def __init__(self, n):
        self.n = n
        self.d = OrderedDict()
    def get(self, k):
        if k not in self.d: return -1
        self.d.move_to_end(k)
        return self.d[k]
    def put(self, k, v):
        self.d[k] = v
        self.d.move_to_end(k)
        if len(self.d) > self.n: self.d.popitem(last=False)
l = LRU(2); l.put(1,1); l.put(2,2); print(l.get(1)); l.put(3,3); print(l.get(2), list(l.d.items()), l.d)
cm = ChainMap({"a": 1}, {"b": 2})
t(lambda: json.dumps(dict(cm)))
t(lambda: {**cm})
class OD2(OrderedDict):
    def last(self): return next(reversed(self))
t(lambda: OD2(a=1, b=2).last())
t(lambda: OD2(a=1, b=2))

def m(x):
    match x:
        case {"a": 1, **rest}: return ("a1", rest)
        case {"b": [x, y]}: return ("b", x, y)
        case {}: return "map"
        case [a, *b]: return ("seq", a, b)
        case _: return "other"
print(m(OrderedDict(a=1, z=2)))
print(m(OrderedDict(b=[1,2])))
print(m(Counter("abc")), m(defaultdict(int, a=1)))
from collections import deque
print(m(deque([1,2,3])))
print(m((1,2)), m("ab"), m(b"ab"), m(range(3)))
print(isinstance(OrderedDict(), dict), issubclass(OrderedDict, dict))
import json

o = OrderedDict([("x", 1), ("y", 2)])
o.move_to_end("x")
print(o, dict(o), list(o.items()), o == {"x":1,"y":2}, {**o})
print(sorted(o), len(o), o.popitem(last=False))
