from itertools import accumulate
x = [1]
for v in accumulate(x): x.append(v)
