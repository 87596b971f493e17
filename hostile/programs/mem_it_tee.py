from itertools import tee, count
a, b = tee(count())
for i in a: pass
