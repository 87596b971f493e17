class A:
    def __repr__(self): return "y" * 10**6
while True: print([A()])
