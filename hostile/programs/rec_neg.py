class A:
    def __neg__(self): return -self
-A()
