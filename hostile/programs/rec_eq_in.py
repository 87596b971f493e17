class A:
    def __eq__(self, o): return self in [o]
A() == A()
