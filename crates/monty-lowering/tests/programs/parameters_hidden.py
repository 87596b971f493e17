# Positional-only parameters whose names keyword arguments may have.
def f(a, /, **rest):
    return a, rest


def g(a, b=2, /, c=3, **rest):
    yield a
    yield b
    yield c, rest


class Bus:
    def emit(self, name, /, *args, **rest):
        return name, args, rest

    @classmethod
    def made(cls, x, /, **rest):
        return cls.__name__, x, rest


print(f(1, a=2), list(g(1, a=5, b=6)), list(g(1, 4, c=5)))
print(Bus().emit("n", 1, name="z", self=4), Bus.made(1, x=2, cls=3))
for call in (lambda: f(), lambda: f(1, 2), lambda: Bus().emit()):
    try:
        call()
    except TypeError as e:
        print(e)
