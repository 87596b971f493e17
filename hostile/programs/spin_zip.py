for _ in zip(range(10**15)): pass
