class A:
    def __repr__(self): return "x" * 10**6
[A() for _ in range(1000)]
