d = {}
i = 0
while True:
    d.setdefault(i, []).append(i)
    i += 1
