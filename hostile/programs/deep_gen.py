g = iter([1])
for _ in range(10000): g = map(lambda x: x, g)
list(g)
