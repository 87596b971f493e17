class A: pass
for i in range(10**4): setattr(A, 'x' + str(i), i)
A()
