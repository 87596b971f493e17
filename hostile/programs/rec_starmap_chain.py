from itertools import starmap
x = iter([(1, 2)] * 3)
for _ in range(10**5): x = starmap(lambda *a: a, x)
next(x)
