x = frozenset()
k = []
while True:
    x = frozenset([x, len(k)])
    k.append(x)
