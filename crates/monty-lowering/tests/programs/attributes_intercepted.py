# `__getattribute__`, objects that stand before others, and `getattr` by names that are made when the program runs.
class Trace:
    def __init__(self):
        self.x = 1
        self.log = []

    def __getattribute__(self, name):
        if name not in ("log", "__dict__", "__class__") and "log" in object.__getattribute__(self, "__dict__"):
            object.__getattribute__(self, "log").append(name)
        return super().__getattribute__(name)

    def hi(self):
        return "hi"

    def get(self):
        return "got"

    @property
    def p(self):
        return self.x + 1


t = Trace()
print(t.x, t.hi(), t.get(), t.p, t.log)


class Closed:
    def __init__(self, d):
        object.__setattr__(self, "_d", d)

    def __getattribute__(self, n):
        if n.startswith("secret"):
            raise AttributeError(f"denied {n}")
        return object.__getattribute__(self, n)

    def get(self):
        return self._d


r = Closed({"a": 1})
print(r.get(), hasattr(r, "secret"), hasattr(r, "get"), getattr(r, "secret_y", "none"))
try:
    r.secret_x
except AttributeError as e:
    print(e)


class Proxy:
    def __init__(self, o):
        self._o = o

    def __getattr__(self, n):
        print("get", n)
        return getattr(self._o, n)


p = Proxy([1])
p.append(2)
print(p._o, p.count(1))
q = Proxy("abc")
print(q.upper(), q.replace("a", "z"), q.join(["1", "2"]))
f = p.append
f(9)
print(p._o)
try:
    p.nope()
except AttributeError as e:
    print(e)
