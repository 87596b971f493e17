from itertools import groupby
x = [list(g) for k, g in groupby(range(10**9))]
