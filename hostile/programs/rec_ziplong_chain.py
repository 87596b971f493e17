from itertools import zip_longest
x = iter(range(3))
for _ in range(10**5): x = zip_longest(x)
next(x)
