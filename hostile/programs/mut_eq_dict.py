class K:
    def __hash__(self): return 1
    def __eq__(self, o):
        d.clear()
        d[K()] = 1
        return False
d = {}
for _ in range(50): d[K()] = 1
