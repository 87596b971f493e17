import copy
import json


class Stack(list):
    def push(self, item):
        self.append(item)
        return self

    def peek(self):
        return self[-1] if self else None

    @property
    def depth(self):
        return len(self)

    def __repr__(self):
        return f"Stack({super().__repr__()})"


s = Stack()
print(s, bool(s), s.peek(), s.depth)
s.push(1).push(2).push(3)
print(s, s.peek(), s.depth, s[0], s[1:], s[-1], type(s[1:]).__name__, 2 in s, s.index(2), s.count(1))
s[0] = 9
s += (4, 5)
s *= 2
print(s, len(s), sum(s), max(s), sorted(s), list(reversed(s)), [*s], list(enumerate(s))[:2])
del s[0]
del s[1:3]
print(s, s.pop(), s.pop(0), s == [4, 5, 9, 2, 3, 4], s != [1], s < [4, 6], [4] < s, s + [1], [1] + s)
s.sort(reverse=True)
s.extend(Stack([7]))
s.insert(0, 8)
s.remove(9)
s.reverse()
print(s, isinstance(s, list), isinstance(s, (tuple, list)), json.dumps({"s": s}), f"{s}", str(s))
first, *rest = s
print(first, rest, "-".join(map(str, s)), tuple(s), set(Stack([1, 1])))
twin = copy.copy(s)
twin.append(0)
print(len(s), len(twin), type(twin).__name__, s is not twin, copy.deepcopy(Stack([[1]])))
for use in (lambda: s + 5, lambda: s < 5, lambda: hash(s), lambda: Stack()[0], lambda: Stack().pop(), lambda: Stack(1, 2)):
    try:
        use()
    except (TypeError, IndexError) as e:
        print(type(e).__name__, e)
match Stack([1, [2, 3]]):
    case [1, [a, b]]:
        print("matched", a, b)
    case _:
        print("not")
rows = [Stack([1]), [1], Stack([2])]
print(rows.index([2]), rows.count([1]), Stack([1]) in rows, Stack([[1]]) == [[1]])


class Vector(tuple):
    def __new__(cls, *parts):
        return super().__new__(cls, parts)

    def __add__(self, other):
        return Vector(*[a + b for a, b in zip(self, other)])

    @property
    def x(self):
        return self[0]


v = Vector(1, 2)
w = v + Vector(3, 4)
print(v, w, w.x, type(w).__name__, v == (1, 2), hash(v) == hash((1, 2)), {v: "v"}[(1, 2)], {(1, 2): "p"}[v])
print(v[1], len(v), v * 2, (0,) + v, v < w, v.index(2), isinstance(v, tuple), "%s and %s" % v)
a, b = v
print(a, b, [p for p in v], json.dumps(v))


class Tags(set):
    def add(self, tag):
        super().add(tag.lower())

    def __repr__(self):
        return f"Tags({sorted(self)})"


t = Tags(["a"])
t.add("B")
print(t, "b" in t, len(t), t | {"c"} == {"a", "b", "c"}, sorted({"z"} | t), t - {"a"}, t & {"a"}, t <= {"a", "b", "c"})
t |= {"q"}
t.discard("a")
t -= {"zz"}
print(t, type(t).__name__, t == {"b", "q"}, {"b"} < t, isinstance(t, set), sorted(t.union(["k"])), t.isdisjoint(["k"]))
plain = {1}
alias = plain
plain |= Tags()
plain.update(t)
print(alias is plain, len(alias))


class Fixed(frozenset):
    pass


print({Fixed([1]): 2}[frozenset([1])], Fixed([1]), Fixed(), Fixed([1]) | {2})
