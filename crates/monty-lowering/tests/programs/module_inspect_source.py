import inspect
import types


def deco(f):
    return f


@deco
def add(a, b):
    # adds
    return a + b


class Box:
    size = 1

    def grow(self):
        return self.size + 1


print(inspect.getsource(add), end="")
print(inspect.getsource(Box), end="")
print(inspect.getsource(Box.grow), end="")


def numbers():
    yield 1


print(isinstance(numbers(), types.GeneratorType), isinstance((x for x in "a"), types.GeneratorType), isinstance([], types.GeneratorType))
