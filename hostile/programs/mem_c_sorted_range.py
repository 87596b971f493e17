x = sorted(range(10**10), reverse=True)
