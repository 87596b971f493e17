from itertools import tee
x = [1]
a, b = tee(x)
for v in a: x.append(v)
