# Properties that are named as methods of built-in objects, and such methods as values.
class Cart:
    def __init__(self):
        self._prices = {"tea": 2, "milk": 1}
        self.log = []

    @property
    def items(self):
        return list(self._prices.items())

    @property
    def count(self):
        return [1, 2, 1].count(1)

    @property
    def values(self):
        return sum(self._prices.values())

    def add(self, name, price):
        self._prices.update({name: price})
        note = self.log.append
        note(name)
        return self


class Derived(Cart):
    @property
    def items(self):
        return super().items[:1]


cart = Cart().add("bread", 3)
print(cart.items, cart.count, cart.values, Derived().items)
for key, value in {"x": 1}.items():
    print(key, value, "aXa".count("a"), len(cart.items))
table = {"a": {"b": 1}}
print(list(table["a"].items()), [d.items() for d in [table]], max({"p": 1, "q": 5}.items(), key=lambda pair: pair[1]))
pairs = table.items
print(list(pairs()), vars(cart)["log"])
try:
    (5).items()
except AttributeError as error:
    print(error)


def each(call):
    for word in ("one", "two"):
        call(word)


words = []
each(words.append)
print(words, cart.__dict__["log"])
