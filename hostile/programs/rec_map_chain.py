x = range(3)
for _ in range(10**5): x = map(abs, x)
list(x)
