import collections
c = collections.Counter()
i = 0
while True:
    c[i] += 1
    i += 1
