class A:
    def __repr__(self): raise ValueError("no")
[A() for _ in range(1000)]
