min(range(10**15))
