sorted(range(10**6), key=echo)
