l = [1]
max(l, key=lambda x: l.append(x) or x)
