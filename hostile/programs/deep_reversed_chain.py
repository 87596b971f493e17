import itertools
g = iter([1])
for _ in range(50000): g = itertools.chain(g)
list(g)
