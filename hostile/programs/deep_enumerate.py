g = iter([1])
for _ in range(50000): g = enumerate(g)
list(g)
