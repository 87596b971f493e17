l = list(range(1000))
for x in l: l.clear()
