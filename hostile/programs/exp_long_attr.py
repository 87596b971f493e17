class A: pass
a = A()
setattr(a, "k" * 10**6, 1)
[a] * 1000
