n = 0
while True:
    n += 1
    hash("x" * 10**6 + str(n))
