x = (i for i in range(3))
for _ in range(10**5): x = (i for i in x)
list(x)
