# `property(...)`, `classmethod(...)` and `staticmethod(...)` in class bodies; `super()` where there is no base.
class Item:
    def __init__(self, weight):
        super().__init__()
        self.weight = weight

    def _get(self):
        return self.__weight

    def _set(self, value):
        if value <= 0:
            raise ValueError("weight must be > 0")
        self.__weight = value

    weight = property(_get, _set, doc="its weight")

    def made(cls, n):
        return cls(n * 10)

    def twice(n):
        return n * 2

    tens = classmethod(made)
    double = staticmethod(twice)
    half = property(lambda self: self.weight / 2)


item = Item(3)
item.weight += 1
print(item.weight, item._Item__weight, item.half, Item.tens(2).weight, Item.double(4), item.double(5))
for bad in (lambda: Item(0), lambda: setattr(item, "weight", -1), lambda: setattr(item, "half", 1)):
    try:
        bad()
    except (ValueError, AttributeError) as error:
        print(type(error).__name__, error)
print(item.weight)
