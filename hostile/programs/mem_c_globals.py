n = 0
while True:
    n += 1
    d = locals()
    d["x%d" % n] = [0] * 100
