from itertools import accumulate
x = iter(range(3))
for _ in range(10**5): x = accumulate(x)
list(x)
