# Containers to derive from, mapping proxies.


def part_0():
    from types import MappingProxyType, SimpleNamespace
    m = MappingProxyType({"a": 1})
    print(m["a"], len(m), list(m), m, repr(m), "a" in m, dict(m), m == {"a": 1}, {**m})
    try: m["b"] = 2
    except TypeError as e: print(e)
    n = SimpleNamespace(a=1, b=2); n.c = 3; print(n, n.a, vars(n))


def part_1():
    from collections import UserDict, UserList, UserString
    class L(UserDict):
        def __setitem__(self, k, v): super().__setitem__(k.lower(), v)
    d = L({"A": 1}); d["B"] = 2; d.update(C=3)
    print(d, len(d), "b" in d, d.get("x"), list(d.items()), d.pop("a"), d == {"b": 2, "c": 3}, dict(d), {**d}, bool(d))
    class M(UserList):
        def total(self): return sum(self.data)
    l = M([3, 1]); l.append(2); l.sort()
    print(l, l.total(), l[0], l[1:], len(l), l + [4], 2 in l, list(reversed(l)), isinstance(l[1:], M), sum(l))
    u = UserString("abc"); print(u.upper(), u + "d", u == "abc", u[1], len(u), f"{u}", isinstance(u.upper(), UserString))


part_0()
part_1()
