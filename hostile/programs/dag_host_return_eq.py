x = [1]
for i in range(25): x = [x, x]
y = echo(x)
len(y)
