# Methods of sets take any number of arguments; lists take any iterable in place.
a = {1, 2, 3}
print(a.union([1], [4]), a.difference([1], [2]), a.intersection([1, 2], [2]), a.intersection(), a.union())
b = a.copy()
b.update([7], (8,))
print(b, set().union(*[[1], [2]]), set.union(*[{1}, {2}, {3}]), frozenset([1, 2]).intersection([1], [1, 2]))
print(set.intersection(*map(set, [[1, 2], [2, 3], [2]])), {"x": 1}.update(y=2))


def extended(items, more):
    items += more
    return items


class Box:
    def __init__(self):
        self.items = []

    def take(self, more):
        self.items += more
        return self.items


print(extended([1], (2, 3)), extended([1], "ab"), extended(1, 2), extended("a", "b"), extended((1,), (2,)))
print(Box().take((1, 2)), Box().take({"k": 1}), Box().take(x for x in "ab"))
same = [1]
other = same
same += extended([], (5,))
print(same, other, same is other)
try:
    extended([1], 5)
except TypeError as error:
    print(error)
