from itertools import batched
x = list(batched("x" * 10**8, 1))
