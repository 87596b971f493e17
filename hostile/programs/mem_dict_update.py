d = {}
i = 0
while True:
    d.update({i: [i] * 100})
    i += 1
