class A:
    def __str__(self): return "x" * 10**6
k = "".join(str(A()) for _ in range(10**6))
