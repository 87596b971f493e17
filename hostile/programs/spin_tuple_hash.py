t = tuple(range(10**6))
while True: hash(t)
