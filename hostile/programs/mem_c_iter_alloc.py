class A:
    def __iter__(self): return self
    def __next__(self): return [0] * 1000
x = list(A())
