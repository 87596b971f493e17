class A: pass
x = A()
for i in range(40):
    y = A()
    y.a = x
    y.b = x
    x = y
x
