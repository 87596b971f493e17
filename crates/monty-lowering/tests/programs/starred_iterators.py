class Weeks:
    def __init__(self, n):
        self.n = n
        self.asked = 0

    def __iter__(self):
        self.asked += 1
        self.i = 0
        return self

    def __next__(self):
        if self.i >= self.n:
            raise StopIteration
        self.i += 1
        return self.i


w = Weeks(4)
first, *rest = w
print(first, rest, w.asked)
a, b, *c, d = Weeks(5)
print(a, b, c, d)
try:
    a, b, *c = Weeks(1)
except ValueError as e:
    print(e)
*all_of, last = Weeks(2)
print(all_of, last)


class Indexed:
    def __init__(self, n):
        self.n = n

    def __getitem__(self, i):
        if i < self.n:
            return i * i
        raise IndexError(i)


class More(Indexed):
    pass


print(list(Indexed(3)), [*More(4)], 4 in Indexed(3), 5 in More(3), max(Indexed(4)), dict(enumerate(More(2))))


def returning(n):
    try:
        while True:
            for i in range(9):
                if i == n:
                    return "found"
        yield "never"
    finally:
        print("finally")


try:
    next(returning(3))
except StopIteration as e:
    print(e.value)
