keep = []
n = 0
while True:
    keep.append(frozenset(range(n, n + 1000)))
    n += 1000
