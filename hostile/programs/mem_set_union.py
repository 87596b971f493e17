s = {0}
n = 1
while True:
    s = s | set(range(n))
    n *= 2
