from itertools import chain, islice, takewhile
x = iter([])
for i in range(200000):
    x = chain(x, [1])
x = None
1
