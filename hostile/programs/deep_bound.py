class A:
    def m(self): return self
a = A()
m = a.m
for _ in range(10000): a.x = m; m = a.m
m()
