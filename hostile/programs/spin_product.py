import itertools
for _ in itertools.product(range(10**3), repeat=4): pass
