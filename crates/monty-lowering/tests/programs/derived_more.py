class AttrDict(dict):
    __getattr__ = dict.get
    __setattr__ = dict.__setitem__
    __delattr__ = dict.__delitem__


d = AttrDict(a=1)
d.b = 2
print(d.a, d.b, d.zzz, d)
del d.a
print(d)


class DotDict(dict):
    def __init__(self, *args, **kwargs):
        super(DotDict, self).__init__(*args, **kwargs)
        self.__dict__ = self


e = DotDict(x=1)
e.y = 2
e["z"] = 3
print(e.x, e.z, e, sorted(vars(e)))


class Matrix(list):
    def __init__(self, rows):
        super().__init__([list(r) for r in rows])

    def __getitem__(self, key):
        if isinstance(key, tuple):
            r, c = key
            return super().__getitem__(r)[c]
        return super().__getitem__(key)

    def __matmul__(self, other):
        return Matrix([[sum(a * b for a, b in zip(r, c)) for c in zip(*other)] for r in self])


m = Matrix([[1, 2], [3, 4]])
print(m[0, 1], m[1], m @ m, m == [[1, 2], [3, 4]])


class Upper(str):
    def __new__(cls, text):
        return super().__new__(cls, text.upper())


class Share(float):
    def __format__(self, spec):
        return super().__format__(spec or ".1f") + " %"

    def __eq__(self, other):
        return abs(float(self) - float(other)) < 0.5

    __hash__ = float.__hash__


u = Upper("abc")
s = Share(12.34)
print("{} {!r} {:>5} {{}} {0.x}".replace("{0.x}", "") .format(u, u, u), "{n:.2f}|{n}|{m[k]}".format(n=s, m={"k": s}), f"{s:.3f}")
print(s == 12.5, s != 12.5, Share(1) in [1.3], hash(s) == hash(12.34), "{:{w}}".format(u, w=6), "%s %r" % (u, u))
