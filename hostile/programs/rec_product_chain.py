from itertools import product
x = iter(range(3))
for _ in range(1000): x = product(x)
next(x)
