list(reversed(range(10**9)))
