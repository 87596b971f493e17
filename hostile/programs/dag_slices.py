x = slice(1, 2)
for i in range(40): x = slice(x, x)
x
