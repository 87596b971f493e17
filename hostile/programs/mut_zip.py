l = [1]
for a, b in zip(l, l): l.append(a)
