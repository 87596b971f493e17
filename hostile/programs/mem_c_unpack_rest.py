a, *b = range(10**12)
