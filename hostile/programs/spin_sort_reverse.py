x = list(range(10**5))
while True:
    x.reverse()
    x.sort()
