# Floats are summed with what each addition loses.
print(sum([0.1] * 10), sum([0.1, 0.2, 0.3]), sum(x * 0.1 for x in range(10)), sum([1, 0.1, 2, 0.2]))
print(sum({"a": 19.99, "b": 5.01, "c": 0.33}.values()), sum([0.1] * 3, 0.0), sum([1e16, 1.0, -1e16]), sum(()), sum([], 0.5))
print(sum([1e308, 1e308]), sum([float("inf"), 1.0]), sum([True, 0.5, False, 0.25]), sum([10 ** 20, 0.1, 10 ** 20]), sum([2, 3]))
print(sum(range(5)), sum([[1], [2]], []), sum(map(float, ["1.1", "2.2", "3.3"])), list(map(sum, [[0.1] * 6, [1, 2]])))
print(sum(len(x) for x in ["a", "bc"]), sum(1 for _ in "abc"), sum([1.5, 2.5], start=1), max([[0.1] * 10, [0.5]], key=sum))


def halves():
    for i in range(7):
        yield i / 7


print(sum(halves()), sum([-0.0, -0.0]), sum([3, 4.25]), sum((1 + 2j, 0.5)))
from decimal import Decimal
from fractions import Fraction

print(sum([Decimal("0.1")] * 3), sum([Fraction(1, 3), 1]), sum([0.1, 0.2, Fraction(1, 2)]))
for bad in ([1.5, "x"], ["x"], 5):
    try:
        print(sum(bad))
    except TypeError as e:
        print(e)
big = range(10**7)
print(sum(range(10**6)), sum(big), sum(big, 5))
