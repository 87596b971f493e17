from itertools import tee
x = iter([1, 2, 3])
keep = []
for i in range(10**7):
    x, y = tee(x)
    keep.append(y)
