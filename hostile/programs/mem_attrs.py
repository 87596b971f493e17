class A: pass
a = A()
i = 0
while True:
    setattr(a, 'x' + str(i), i)
    i += 1
