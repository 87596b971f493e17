l = list(range(100))
l.sort(key=lambda x: l.clear() or x)
