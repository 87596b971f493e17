class K:
    def __hash__(self):
        d[len(d)] = 1
        return 1
d = {}
for _ in range(100): d[K()] = 1
