x = [1]
for i, v in enumerate(x): x.append(v)
