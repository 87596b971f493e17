from itertools import product
x = list(product(range(100), repeat=5))
