a = (1,)
b = (1,)
for _ in range(40): a, b = (a, a), (b, b)
a == b
