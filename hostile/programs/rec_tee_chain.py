from itertools import tee
x = iter(range(3))
for _ in range(10**5): x = tee(x)[0]
next(x)
