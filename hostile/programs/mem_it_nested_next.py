from itertools import chain
x = iter([])
for i in range(100000):
    x = chain(x, [1])
next(x)
