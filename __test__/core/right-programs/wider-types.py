grid = {(x, y): 0 for x in range(3) for y in range(3)}
def f(p: tuple[int, ...]) -> int:
    return grid[p]
f((0, 1))
# ---
d = {1: "a", 2: "b"}
def f(x: float) -> str:
    return d[x]
f(1)
# ---
d = {0: "a", 1: "b"}
flag = 3 > 2
d[flag]
# ---
def f(xs: list[object]) -> int:
    return len(xs)
ys = ["a"]
f(ys)
# ---
def f(d: dict[str, object]) -> int:
    return len(d)
x = {"a": 1}
f(x)
# ---
class Account:
    rate = 1
    def __init__(self, owner: str, balance=0):
        self.owner = owner
        self.balance = balance
    def deposit(self, amount: float) -> None:
        self.balance += amount
a = Account("x")
a.deposit(10.5)
a.rate = 1.5
a.rate = "none"
# ---
def f(xs: list) -> list:
    return sorted(set(xs))
def g(xs: tuple) -> list:
    return [*xs]
g([1, 2])
f((1, 2))
f({1, 2})
f(range(3))
f({"a": 1}.keys())
# ---
def f(xs: list[int]) -> int:
    return sum(xs)
f(range(3))
f(x for x in [1])
f(map(int, ["1"]))
f({"a": 1}.values())
