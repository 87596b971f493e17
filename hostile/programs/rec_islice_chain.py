from itertools import islice
x = iter(range(3))
for _ in range(10**5): x = islice(x, 3)
list(x)
