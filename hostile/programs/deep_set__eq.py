x = 0
for _ in range(100000): x = frozenset([x])
y = 0
for _ in range(100000): y = frozenset([y])
x == y
