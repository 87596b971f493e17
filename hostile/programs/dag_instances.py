class N:
    def __init__(self, l, r):
        self.l = l
        self.r = r
a = N(1, 1)
for _ in range(40): a = N(a, a)
a
