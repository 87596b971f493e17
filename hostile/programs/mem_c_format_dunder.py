class A:
    def __format__(self, s): return "x" * 10**6
k = [f"{A()}" for _ in range(10**6)]
