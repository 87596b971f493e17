x = [((i * 7919) % 1000, i) for i in range(10**5)]
while True: sorted(x)
