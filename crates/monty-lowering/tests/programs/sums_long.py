# Sums of many floats and of iterators, of which no list is made.
def readings(n):
    for i in range(n):
        yield i * 0.1


prices = [round(i * 1.37 % 100, 2) for i in range(3000)]
print(sum(prices), sum(iter(prices)), sum(readings(5000)), sum(tuple(prices)))
print(sum([0.1] * 1000), sum([1e16, 1.0, -1e16] * 500), sum([0.1, 0.2, 0.3] * 100 + [1]))
print(sum([1, 2.5, 3] * 400), sum([10**20] + [0.1] * 300), sum([0.1] * 300, 10**20), sum([True, 0.5] * 300))
print(sum([1e308, 1e308] + [0.0] * 300), sum([float("nan")] * 300) != 0)


class Money:
    def __init__(self, cents):
        self.cents = cents

    def __radd__(self, other):
        return Money(other + self.cents)

    def __add__(self, other):
        return Money(self.cents + other.cents)


print(sum(Money(c) for c in range(2000)).cents)
try:
    print(sum(iter([1, 2.5, "x"])))
except TypeError as error:
    print(error)
taken = iter(range(5000))
print(sum(x for x in taken if x < 10), next(taken, "none"))
