d = {}
n = 0
while True:
    n += 1
    d[str(n) * 100] = 1
