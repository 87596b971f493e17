g = iter([1])
for _ in range(50000): g = zip(g)
list(g)
