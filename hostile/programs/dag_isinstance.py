x = (int,)
for i in range(40): x = (x, x)
isinstance("a", x)
