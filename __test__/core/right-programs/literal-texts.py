D = {w: i for i, w in enumerate("A B C".split())}
def f(s: str):
    return D[s]
f("A")
# ---
D = dict(zip("a b".split(), [1, 2]))
def f(s: str) -> int:
    return D[s]
f("a")
# ---
D = dict.fromkeys("a b".split(), 0)
def f(s: str) -> None:
    D[s] += 1
f("a")
# ---
seen = set("a b".split())
def f(s: str) -> bool:
    seen.add(s)
    return s in seen
f("z")
# ---
names = "a b".split()
def f(s: str) -> list[str]:
    names.append(s)
    return names
f("z")
# ---
def f(xs: list[str]) -> int:
    return len(xs)
words = "a b c".split()
f(words)
# ---
def f(d: dict[str, int]) -> int:
    return d["a"]
f({w: 1 for w in "a b".split()})
# ---
def f(xs: list[str] = "a b".split()) -> list[str]:
    return xs
f()
# ---
def f(s: str) -> str:
    best = "x".upper()
    best = s
    return best
f("a")
# ---
class A:
    def __init__(self):
        self.name = "x".strip()
        self.names = "a b".split()
        self.index = {w: 1 for w in "a b".split()}
    def put(self, s: str):
        self.name = s
        self.names.append(s)
        self.index[s] = 2
        self.names = [s]
        return self.index[s]
a = A()
a.put("z")
# ---
from collections import Counter, defaultdict, deque
c = Counter("a b a".split())
def f(s: str) -> int:
    return c[s]
d = defaultdict(int, {w: 1 for w in "a".split()})
def g(s: str) -> int:
    d[s] += 1
    return d[s]
q = deque("a b".split())
def h(s: str):
    q.append(s)
f("a") + g("b")
h("x")
# ---
words = sorted("b a".split())
def f(s: str):
    words.append(s)
    words.insert(0, s)
    words[0] = s
    words.extend([s])
    words.remove(s)
    return words.index(s) if s in words else words.count(s)
f("z")
# ---
def longest(xs: list[str]) -> str:
    best = max("a bb".split(), key=len)
    for x in xs:
        if len(x) > len(best):
            best = x
    return best
longest(["ccc"])
# ---
m = min("a b".split())
def f(s: str) -> str:
    global m
    m = s
    return m
f("q")
# ---
x = "abc".upper()
y: list[str] = "a b".split()
z: dict[str, int] = {w: 1 for w in "a b".split()}
t: set[str] = {w for w in "a b".split()}
u: tuple[str, ...] = tuple("a b".split())
v: dict[str, list[str]] = {w: w.split() for w in "a b".split()}
[x, y, z, t, u, v]
# ---
def f() -> list[str]:
    return "a b".split()
def g() -> dict[str, int]:
    return {w: 1 for w in "a b".split()}
def h() -> dict[str, list[str]]:
    out = {}
    for w in "a b".split():
        out.setdefault(w, []).append(w)
    return out
def k() -> list[list[str]]:
    return [line.split(",") for line in "a,b;c".split(";")]
def l() -> list[tuple[str, int]]:
    return [(w, len(w)) for w in "a b".split()]
def m() -> set[str]:
    return set("a b".split())
[f(), g(), h(), k(), l(), m()]
# ---
table = [line.split(",") for line in "a,b;c,d".split(";")]
def f(s: str):
    table.append([s])
    table[0].append(s)
    table[0] = [s, s]
    return table
f("z")
# ---
groups = {w: [w] for w in "a b".split()}
def f(s: str, xs: list[str]):
    groups[s] = xs
    groups["a"].append(s)
    groups.setdefault(s, []).append(s)
    groups.get(s)
    groups.pop(s, None)
    return groups.get(s, xs)
f("z", ["y"])
# ---
pairs = list(zip("a b".split(), "c d".split()))
def f(s: str):
    pairs.append((s, s))
    return dict(pairs).get(s)
f("z")
# ---
text = "hello world"
parts = text.partition(" ")
a, b, c = parts
def f(s: str):
    global a
    a = s
    return a
f("z")
# ---
vowels = frozenset("a e".split())
def f(s: str) -> frozenset[str]:
    return vowels | {s}
def g(s: str) -> set[str]:
    return {"x".upper()} | {s} | set("a".split())
[f("z"), g("y")]
# ---
stack = ["(".strip()]
pairs = {")".strip(): "(".strip()}
def f(s: str) -> bool:
    for ch in s:
        if ch in pairs:
            if stack.pop() != pairs[ch]:
                return False
        else:
            stack.append(ch)
    return not stack
f("()")
# ---
order = "low mid high".split()
rank = {name: i for i, name in enumerate(order)}
rows = [{"p": "low"}, {"p": "high"}]
def key(row: dict[str, str]) -> int:
    return rank[row["p"]]
sorted(rows, key=key)
sorted(rows, key=lambda r: rank[r["p"]])
# ---
result = "".join("a b".split())
def f(s: str) -> str:
    nonlocal_value = "x".upper()
    def inner() -> None:
        nonlocal nonlocal_value
        nonlocal_value = s
    inner()
    return nonlocal_value
f("a")
# ---
import re
header = "name,age".split(",")
def parse(line: str) -> dict[str, str]:
    return dict(zip(header, line.split(",")))
rows = [parse(x) for x in ["a,1"]]
def get(row: dict[str, str], field: str) -> str:
    return row[field]
[get(r, h) for r in rows for h in header]
# ---
def f(x: int | str) -> str:
    if isinstance(x, int):
        x = str(x)
    return x.upper()
f(3)
# ---
def f(x: str | None = None) -> str:
    if x is None:
        x = "d".upper()
    return x + "!"
f()
# ---
value = None
for w in "a b".split():
    value = w
if value is not None:
    value = value.upper()
value = 3
value + 1
# ---
cur = None
best = {}
for i, w in enumerate("a b a".split()):
    if cur is None or i > cur:
        cur = i
        best[w] = i
best
# ---
class Node:
    def __init__(self, value, next=None):
        self.value = value
        self.next = next
head = None
for w in "a b".split():
    head = Node(w, head)
out = []
node = head
while node:
    out.append(node.value)
    node = node.next
out
# ---
class Stack:
    def __init__(self):
        self.items = []
        self.last = None
    def push(self, x: str):
        self.items.append(x)
        self.last = x
    def top(self) -> str:
        return self.last.upper()
s = Stack()
s.push("a")
s.top()
# ---
from dataclasses import dataclass, field
@dataclass
class P:
    name: str
    tags: list[str] = field(default_factory=list)
ps = {n: P(n, n.split()) for n in "a b".split()}
def f(s: str) -> list[str]:
    ps[s].tags.append(s)
    return ps[s].tags
f("a")
# ---
counts = {}
for w in "a b a".split():
    counts[w] = counts.get(w, 0) + 1
def f(s: str) -> int:
    return counts.get(s, 0)
top = sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))
name, n = top[0]
def g(s: str):
    global name
    name = s
f("a")
# ---
matrix = [[0] * 3 for _ in range(3)]
matrix[0][0] = 1.5
matrix[1] = ["x"]
total = 0
total += 0.5
total = str(total)
total.upper()
# ---
d = {"a": 1}
d["b"] = "x"
d[3] = [1]
for k, v in d.items():
    print(k, v)
d["a"] = None
# ---
items = [1, 2]
items.append("x")
items[0] = None
items += ["y"]
items = items + [3.5]
items.insert(0, {"a": 1})
items
# ---
x = 5
x = "five"
x.upper()
x = [x]
x.append(3)
# ---
def f(n):
    if n == 0:
        return None
    return {"n": n}
r = f(2)
r["n"] + 1
# ---
import json
data = json.loads('{"a": [1, {"b": 2}]}')
data["a"][1]["b"] + 1
for k in data:
    data[k].append(1)
# ---
months = "jan feb".split()
month_to_num = {m: i + 1 for i, m in enumerate(months)}
def parse(d: str) -> tuple[int, str]:
    m, rest = d.split(" ", 1)
    return month_to_num[m.lower()], rest
parse("Jan 3")
# ---
tokens = "1 + 2".split()
pos = 0
def peek() -> str | None:
    return tokens[pos] if pos < len(tokens) else None
def take() -> str:
    global pos
    t = tokens[pos]
    pos += 1
    return t
def expr() -> int:
    v = int(take())
    while peek() == "+":
        take()
        v += int(take())
    return v
expr()
# ---
ops = {"+".strip(): lambda a, b: a + b}
def f(s: str) -> int:
    return ops[s](1, 2)
f("+")
# ---
alphabet = "abc"
index = {c: i for i, c in enumerate(alphabet)}
def shift(s: str) -> str:
    return "".join(alphabet[(index[c] + 1) % 3] for c in s)
shift("ab")
# ---
keys = ["a", "b"]
d = dict.fromkeys(keys)
def f(s: str):
    d[s] = 3
    return d[s]
d["a"] = [1]
f("a")
# ---
d = dict.fromkeys("a b".split(), None)
d["a"] = 5
for k in d:
    if d[k] is None:
        d[k] = 0
d["a"] + d["b"]
# ---
memo = {}
def fib(n: int) -> int:
    if n in memo:
        return memo[n]
    memo[n] = n if n < 2 else fib(n - 1) + fib(n - 2)
    return memo[n]
fib(5)
# ---
names = ("a b").split()
def find(s: str, options: list[str] = names, seen: set[str] = set("a".split())) -> bool:
    return s in options and s in seen
find("a")
# ---
def f(*parts: str, sep: str = " ".strip()) -> str:
    sep = parts[0]
    return sep.join(parts)
f("a")
# ---
template = "x {}".format("y")
lines = template.splitlines()
def f(s: str):
    lines.append(s)
    lines[-1] = s
    lines.extend(s.split())
    lines.sort()
    return "\n".join(lines)
f("z")
# ---
a = "x".upper()
b = a if len(a) > 3 else None
def f(s: str):
    global b
    b = s
    return b
c = {a: b}
c["z"] = f("q")
def g(s: str):
    return c[s]
# ---
it = iter("a b".split())
first = next(it, None)
def f(s: str):
    global first
    first = s
f("q")
# ---
words = "a b c".split()
chunks = [words[i:i + 2] for i in range(0, 3, 2)]
def f(s: str):
    chunks.append([s])
    words[0:1] = [s]
    return chunks + [[s]]
f("z")
# ---
s = "a-b".replace("-", "_")
parts = s.rsplit("_", 1)
def f(x: str):
    parts[0] = x
    a, b = parts
    a = x
    return {a: b}[x]
f("q")
# ---
d = {k: v for k, v in zip("a b".split(), range(2))}
inv = {v: k for k, v in d.items()}
def f(s: str):
    inv[0] = s
    inv[9] = s
    d[s] = 1
    return d[inv[9]]
f("a")
