# Whether objects have a __dict__.
class Point:
    __slots__ = ("x",)
    def __init__(self, x): self.x = x
class Q:
    def __init__(self): self.y = 1
def show(o):
    return vars(o) if hasattr(o, "__dict__") else {s: getattr(o, s) for s in o.__slots__}
print(show(Point(1)), show(Q()), hasattr(Point(1), "__dict__"), Point.__slots__)

import json


class Encoder(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, set):
            return sorted(o)
        if hasattr(o, "__dict__"):
            return {"class": type(o).__name__, **o.__dict__}
        return super().default(o)


print(json.dumps([Q(), {2, 1}], cls=Encoder))
try:
    json.dumps(1j, cls=Encoder)
except TypeError as e:
    print(e)
for value in (1, "a", [1], {}, None, Q, show, ValueError("x"), Q().__init__):
    print(hasattr(value, "__dict__"), end=" ")
print(getattr(Q(), "__dict__", {}), getattr(3, "__dict__", "none"), getattr(Point(2), "__dict__", None))
