x, y = frozenset([1]), frozenset([1])
for i in range(40): x, y = frozenset([x, (x, i)]), frozenset([y, (y, i)])
x == y
