# `{x=}` of expressions that are written anew.
class Point:
    def __init__(self, x):
        self._x = x

    @property
    def x(self):
        return self._x

    def __len__(self):
        return 3


p = Point(2)
kinds = [Point]
n = 1.125
print(f"{p.x=} {p.x = } { p.x=!s} {p.x=:>4}|{len(p)=} {round(n, 2)=}")
print(f"{kinds=} {Point=} {sorted([3, 1])=} {n=:.2f} {bool(p)=} {p.x + len(p)=}")
print(f"{ {1: p.x}[1]=}")
