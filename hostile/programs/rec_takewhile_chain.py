from itertools import takewhile
x = iter(range(3))
for _ in range(10**5): x = takewhile(bool, x)
list(x)
