d = {}
n = 0
while True:
    n += 1
    d[n, str(n), (n,)] = None
