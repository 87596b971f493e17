def f(xs: list[int]) -> int:
    return sum(xs)
f({1, 2})
f((1, 2))
# ---
state = "a"
def g():
    global state
    state = 3
g()
state + 1
# ---
total = None
def add(n):
    global total
    total = n
add(3)
total + 1
# ---
mode = 1
def change():
    global mode
    mode = "x"
change()
mode.upper()
# ---
class A:
    def __init__(self):
        self.x = 1
        self.load()
        self.x.upper()
    def load(self):
        self.x = "a"
A().x.upper()
# ---
class B:
    def __init__(self):
        self.items = None
        self.reset()
        self.items.append(1)
    def reset(self):
        self.items = []
b = B()
b.items.append(2)
# ---
class P:
    def __init__(self, toks):
        self.toks = toks
        self.i = 0
        self.cur = None
    def step(self):
        self.cur = self.toks[self.i] if self.i < len(self.toks) else None
        self.i += 1
    def run(self):
        self.step()
        out = []
        while self.cur is not None:
            if self.cur == "a":
                self.step()
                if self.cur == "b":
                    out.append(self.cur.upper())
            self.step()
        return out
P(["a", "b"]).run()
# ---
def outer():
    found = None
    def visit(n):
        nonlocal found
        found = n
    visit(3)
    return found + 1
outer()
# ---
def outer():
    best = ""
    def visit(n):
        nonlocal best
        best = [n]
    visit(3)
    best.append(1)
    return best
outer()
# ---
x = 3
if x == 3:
    x = "a"
    def f():
        return x.upper()
f()
x = x.upper()
x = len(x)
x + 1
# ---
v = [1]
if not v:
    v = "none"
elif len(v) > 1:
    v = v[0]
else:
    v = {"a": v}
v["a"]
# ---
def norm(v):
    if isinstance(v, str):
        v = v.split(",")
    if isinstance(v, list):
        v = tuple(v)
    if isinstance(v, dict):
        v = v.items()
    return v
norm("a,b")[0]
# ---
def f(v: str) -> list[int]:
    v = v.split(",")
    return [int(x) for x in v]
f("1,2")
# ---
def f(n: int) -> str:
    n = str(n)
    return n.zfill(3)
f(3)
# ---
def f(d: dict) -> int:
    d = d or {}
    d = list(d.items())
    return len(d)
f({"a": 1})
# ---
def f(when: str) -> int:
    from datetime import datetime
    when = datetime.fromisoformat(when)
    return when.year
f("2024-01-01")
# ---
for x in ["1", "2"]:
    x = int(x)
    x + 1
for i, row in enumerate([["a", 1]]):
    row = dict(zip(["k", "v"], row))
    row["k"]
# ---
data = "1 2 3"
data = data.split()
data = [int(x) for x in data]
data = {x: x for x in data}
data = sum(data.values())
data + 1
# ---
rows = [{"a": 1}]
rows = [{**r, "b": r["a"] * 2.5} for r in rows]
rows = [{**r, "c": str(r["b"])} for r in rows]
rows[0]["c"].upper()
rows = {r["a"]: r for r in rows}
rows[1]["c"].upper()
# ---
matches = None
while matches is None:
    matches = [1]
matches.append(2)
found = False
i = 0
while not found:
    if i == 2:
        found = "yes"
    i += 1
found.upper()
# ---
cfg = {"n": 1, "on": True, "names": ["a"], "sub": {"x": 1}}
cfg["sub"]["y"] = "z"
cfg["names"].append(2)
cfg["n"] = cfg["n"] + 0.5
cfg["sub"]["x"] += 1
cfg["new"] = None
n = cfg["n"]
n = f"{n}"
n.upper()
# ---
match [1, "a"]:
    case [int(a), str(b)]:
        r = a
    case _:
        r = None
r
# ---
stack = []
stack.append(("a", 1))
stack.append([1])
top = stack.pop()
top[0]
q = [(0, "a", [])]
while q:
    d, n, path = q.pop(0)
    if d < 2:
        q.append((d + 1, n + "x", path + [n]))
dist = {"a": 0}
dist["b"] = float("inf")
dist["a"] + 1
prev = {"a": None}
prev["b"] = "a"
n = "b"
while n is not None:
    n = prev[n]
# ---
graph = {"a": ["b"], "b": []}
graph["c"] = {"a"}
def dfs(n: str, seen=None):
    if seen is None:
        seen = set()
    seen.add(n)
    for m in graph[n]:
        if m not in seen:
            dfs(m, seen)
    return seen
dfs("a")
# ---
def f(xs: list[str], limit: int = None, key: str = None) -> list[str]:
    limit = limit or len(xs)
    if key is None:
        key = "a"
    return [x for x in xs[:limit] if key in x]
f(["a"])
f(["a"], limit=None)
# ---
from typing import Optional, Union, Any, Dict, List
def f(x: Optional[str] = None) -> Optional[Dict[str, Any]]:
    if not x:
        return None
    return {"x": x}
f("a")["x"].upper()
r = f("a")
r["x"]
def g(v: Union[int, str]) -> int:
    return int(v)
g(3.5)
# ---
class Meta:
    registry = {}
    count = 0
    default = None
    def __init__(self, name):
        Meta.registry[name] = self
        Meta.count += 1
        Meta.default = self
        self.count = "x"
m = Meta("a")
Meta.default.count.upper()
Meta.registry["a"].count
# ---
class Shape:
    def __init__(self):
        self.kind = None
    def area(self):
        return 0
s = Shape()
s.kind = "sq"
s.kind.upper()
s.area = lambda: 3
s.area()
# ---
b = bytes.fromhex("00ff")
b = list(b)
b[0] = 3
b = sum(b)
b + 1
# ---
res = {}
res["list"] = []
res["list"].append({"a": 1})
res["count"] = len(res["list"])
res["list"][0]["a"] + 1
res["avg"] = res["count"] / 2
# ---
pair = ("a", 1)
pair = pair + (2.5,)
pair[2]
pair = pair[:1] + ("x", "y", "z")
pair[3]
# ---
t = (1, 2)
t = tuple(x * 2 for x in t)
a, b = t
idx = {t: 1, (3, 4): 2}
idx[t]
idx[(a, b)]
idx[tuple([2, 4])]
# ---
s = {1, 2}
s.add("x")
s |= {2.5}
s = s - {1}
s = sorted(str(v) for v in s)
s[0].upper()
# ---
v = "none" if len([1]) > 3 else {"a": 1}
v["a"]
# ---
def pick(n):
    if n:
        return {"a": 1}
    return "none"
v = pick(1)
v["a"]
# ---
def pick(n):
    return [1] if n else {"a": 1}
pick(0)["a"]
# ---
class Q:
    def __init__(self, n: int):
        self.n = n
        self.mode = "a"
    def run(self):
        self.mode = "a"
        self.step()
        self.mode + 1
        return self.mode
    def step(self):
        self.mode = 2
q = Q(1)
q.run()
q.n = "x"
q.n.upper()
# ---
x = {"k": "v"}
x = [x]
x[0]["k"]
y = "abc"
y = {"k": y}
y["k"]
