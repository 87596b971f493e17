from itertools import compress, repeat
x = iter(range(3))
for _ in range(10**5): x = compress(x, repeat(1))
next(x)
