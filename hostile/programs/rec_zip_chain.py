x = range(3)
for _ in range(10**5): x = zip(x)
list(x)
