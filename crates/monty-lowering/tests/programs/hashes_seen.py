# What hash() gives of numbers and tuples of them.
print(hash(1.5), hash(0.1), hash(-2.25), hash(1e300), hash(float("inf")), hash(2.0), hash(True), hash(-1), hash(2**61), hash(10**30))
print(hash((1, 2)), hash((1.5, (2, 3))), hash(()), hash((-1,)))


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)

    def __hash__(self):
        return hash((self.x, self.y))


print(hash(Point(1, 2)) == hash((1, 2)), hash(Point(1, 2)), len({Point(1, 2), Point(1.0, 2)}), hash("a") == hash("a"))
print([hash(n) % 7 for n in (3.5, 10, -4, 1.25)])
