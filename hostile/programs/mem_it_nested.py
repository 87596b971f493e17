from itertools import chain
x = iter([])
while True:
    x = chain(x, [1])
