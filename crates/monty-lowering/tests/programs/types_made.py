"""Methods and classes that are made."""
import types


class Greeter:
    def __init__(self, name):
        self.name = name


def greet(self, word="hello"):
    return f"{word} {self.name}"


ann = Greeter("Ann")
ann.greet = types.MethodType(greet, ann)
print(ann.greet(), ann.greet("bye"), ann.greet.__self__ is ann, isinstance(ann.greet, types.MethodType))
Point = types.new_class("Point", (), {}, lambda ns: ns.update(x=1, double=lambda self: self.x * 2))
print(Point.__name__, Point().double())
