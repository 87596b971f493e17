k = []
while True:
    class A:
        x = [0] * 100
        def m(self): return self
    k.append(A)
