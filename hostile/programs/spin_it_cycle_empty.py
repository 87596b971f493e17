from itertools import cycle
next(cycle([]), 1)
for i in cycle([1]): pass
