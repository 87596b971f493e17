l = list(range(10**5))
for x in l: l.pop(0)
