from itertools import cycle, islice
x = iter(range(3))
for _ in range(10**5): x = cycle(x)
next(x)
