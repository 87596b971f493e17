x = 0
for _ in range(100000): x = frozenset([x])
echo(x)
