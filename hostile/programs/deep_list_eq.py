x = []
for _ in range(200000): x = [x]
y = []
for _ in range(200000): y = [y]
x == y
