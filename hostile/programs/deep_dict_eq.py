x = []
for _ in range(150000): x = {'k': x}
y = []
for _ in range(150000): y = {'k': y}
x == y
