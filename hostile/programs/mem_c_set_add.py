x = set()
n = 0
while True:
    n += 1
    x.add((n, n))
