for _ in map(lambda x: x, iter(int, 1)): pass
