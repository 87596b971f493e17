from collections import Counter
c = Counter()
n = 0
while True:
    n += 1
    c[str(n)] += 1
