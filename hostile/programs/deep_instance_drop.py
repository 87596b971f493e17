class N:
    def __init__(self, n): self.n = n
x = None
for _ in range(100000): x = N(x)
x = None
1
