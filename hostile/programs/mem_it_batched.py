from itertools import batched, count
x = next(batched(count(), 10**12))
