x = [1, 2, 3]
for v in reversed(x): x.insert(0, v)
