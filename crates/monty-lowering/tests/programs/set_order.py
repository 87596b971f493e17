# The order of sets of numbers and of tuples of numbers, which is that of CPython's table.
from collections import defaultdict

print({3, 1, 2}, set([5, 3, 9, 1]), {x * x for x in range(6)}, frozenset([3, 2, 1]))
s = set()
for x in [5, 2, 8, 1]:
    s.add(x)
print(s, list(s), tuple(s), f"{s} {s!r}", str(s), repr(s), "{}".format(s), [*s], sorted(s))
a = {1, 2, 3, 4}
b = {3, 4, 5, 6}
print(a & b, a | b, a - b, a ^ b, a.union([9, 7]), a.difference({1}))
for x in {30, 20, 10}:
    print(x, end=" ")
print({-1, -2, 0}, {1.5, 2.5, 0.1}, {(1, 2), (0, 1), (2, 2)}, {100, 50, 25, 75}, {True, 2, 0})
print({1: {3, 2, 1}}, [set([2, 1])], ({9, 8}, "{"), {"a": [{4, 3}]}, [{"k": 1}])
big = {i * 1000003 % 65537 for i in range(300)}
print(list(big)[:20], sum(x * i for i, x in enumerate(big)))
graph = defaultdict(set)
for u, v in [(3, 1), (3, 2), (1, 3), (2, 0), (3, 0)]:
    graph[u].add(v)
print({k: [*v] for k, v in graph.items()}, [n for n in graph[3]], list(map(str, graph[3])))
print(", ".join(str(n) for n in graph[3]), "-".join(map(str, graph[3])))
todo = {4, 2, 7}
order = []
while todo:
    order.append(todo.pop())
print(order)
first, *rest = {5, 4, 6}
print(first, rest, next(iter({9, 8})), min({12, 21, 3}, key=lambda n: n % 3), sorted({21, 12, 3}, key=lambda n: n % 3))
cells = {(x, y) for x in range(3) for y in range(3) if (x + y) % 2}
print(cells, [c for c in cells if c[0]], {c[0] for c in cells})
stack = [1, 2]
stack.pop()
print(stack, {"only"}, set(), frozenset())
try:
    for x in a:
        a.add(x + 10)
except RuntimeError as error:
    print(error)


def primes(limit):
    found = set(range(3, limit, 2))
    found.add(2)
    for p in range(3, limit, 2):
        if p in found:
            found.difference_update(set(range(p * p, limit, p)))
    print([p for p in found])
    return len(found)


print(primes(60), primes(30))
print(f"{a=} {sum(a)=} {sorted(b)[0]=}")
