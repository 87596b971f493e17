from itertools import cycle
for i in cycle(str(n) * 50 for n in range(10**9)): pass
