class A: pass
a = A()
n = 0
while True:
    n += 1
    setattr(a, "attribute_%d" % n, n)
