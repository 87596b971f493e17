x = [0] * 10**5
while True:
    x.append(1)
    x.remove(1)
