from collections import namedtuple
P = namedtuple("P", "a b")
x = P(1, 1)
for i in range(40): x = P(x, x)
x
