from itertools import product
list(product([0, 1], repeat=10**9))
