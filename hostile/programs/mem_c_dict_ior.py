d = {}
n = 0
while True:
    n += 100
    d |= {i: [i] for i in range(n, n + 100)}
