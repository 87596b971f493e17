d = {i: i for i in range(10**5)}
while True:
    d.popitem()
    d[1] = 1
    if len(d) < 3: d = {i: i for i in range(10**5)}
