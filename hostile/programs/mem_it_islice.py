from itertools import islice, count
x = list(islice(count(), 10**12))
