from collections import namedtuple
P = namedtuple("P", "a b")
x, y = P(1, 1), P(1, 1)
for i in range(40): x, y = P(x, x), P(y, y)
x == y
