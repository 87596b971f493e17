l = list(range(10**5))
while True:
    l.append(l.pop(0))
