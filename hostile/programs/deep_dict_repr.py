x = []
for _ in range(150000): x = {'k': x}
repr(x)
