from itertools import product
for x in product(range(1000), repeat=10): pass
