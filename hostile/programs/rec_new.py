class A:
    def __new__(c): return A()
A()
