from collections import namedtuple
T = namedtuple("T", "a b")
[T(i, i) for i in range(10**5)]
