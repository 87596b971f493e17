x = list(reversed(range(10**12)))
