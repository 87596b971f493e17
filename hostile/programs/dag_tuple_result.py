a = (1,)
for _ in range(40): a = (a, a)
a
