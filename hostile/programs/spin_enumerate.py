for _ in enumerate(range(10**15)): pass
