for _ in zip(iter(int, 1)): pass
