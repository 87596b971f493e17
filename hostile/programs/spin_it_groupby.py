from itertools import groupby, repeat
g = groupby(repeat(1))
next(g)
next(g)
