keep = [[i] for i in range(3 * 10**5)]
while True:
    a = []
    a.append(a)
