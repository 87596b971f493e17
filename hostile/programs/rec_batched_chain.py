from itertools import batched
x = iter(range(3))
for _ in range(10**5): x = batched(x, 1)
next(x)
