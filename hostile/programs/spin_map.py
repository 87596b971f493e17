for _ in map(lambda x: x, range(10**15)): pass
