class A:
    def m(self): pass
a = A()
k = []
while True: k.append(a.m)
