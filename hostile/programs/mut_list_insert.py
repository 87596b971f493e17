l = [1]
for x in l: l.insert(0, x)
