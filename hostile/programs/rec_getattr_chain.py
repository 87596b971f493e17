class A:
    def __init__(self, a): self.a = a
    def __getattr__(self, n): return getattr(self.a, n)
x = 1
for _ in range(10**5): x = A(x)
x.foo
