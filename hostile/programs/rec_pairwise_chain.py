from itertools import pairwise
x = iter(range(10**6))
for _ in range(10**5): x = pairwise(x)
next(x)
