x = iter(range(10**9))
for i in range(500): x = filter(None, x)
y = list(x)
