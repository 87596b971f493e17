x = frozenset([1])
for i in range(40): x = frozenset([x, (x, i)])
x
