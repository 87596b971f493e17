class A:
    def __repr__(self): return str(self)
    def __str__(self): return repr(self)
str(A())
