f = frozenset(range(10**6))
while True: hash(f)
