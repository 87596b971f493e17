class P:
    def __setattr__(self, k, v):
        print("set", k, v)
        if v == "bad":
            raise ValueError(k)
        super().__setattr__(k, v)

    def __setitem__(self, k, v):
        print("item", k, v)


p = P()
d = {}
i = 0
p[0], p.x, p["k"] = 5, 6, 7
p.a, d["k"], p.b, i, d[i] = 1, 2, 3, 4, 5
print(p.a, d, p.b, i)
(p.x, y), [z, *p.rest] = (1, 2), (3, 4, 5)
print(p.x, y, z, p.rest)
a = p.c = b = 7
print(a, b, p.c)
for p.i, j in [(1, 2), (3, 4)]:
    print(p.i, j)
try:
    p.first, p.second, after, p.third = 1, "bad", 2, 3
except ValueError as e:
    print(e, "third" in vars(p))
lst = [1]
lst += "ab"
print(lst)
