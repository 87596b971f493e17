x = set()
n = 0
while True:
    n += 1000
    x |= set(range(n, n + 1000))
