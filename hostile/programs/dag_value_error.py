x = [1]
for i in range(40): x = [x, x]
[1].index(x)
