class P:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


class Q(P):
    __slots__ = ("z",)

    def __init__(self, x, y, z):
        super().__init__(x, y)
        self.z = z


class Open:
    def __init__(self):
        self.z = 0


def store(o, value):
    try:
        o.z = value
        return f"{type(o).__name__} {o.z}"
    except AttributeError as error:
        return str(error)


for one in (P(1, 2), Q(1, 2, 3), Open()):
    print(store(one, 5))
q = Q(1, 2, 3)
q.x = 7
print(q.x, q.z)
try:
    q.w = 1
except AttributeError as error:
    print(error)
