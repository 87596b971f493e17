class A:
    def __radd__(self, o): return o + self
1 + A()
