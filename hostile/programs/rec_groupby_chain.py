from itertools import groupby
x = iter(range(3))
for _ in range(10**5): x = groupby(x)
next(x)
