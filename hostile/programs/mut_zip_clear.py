x = list(range(1000))
for a, b in zip(x, x): x.clear()
