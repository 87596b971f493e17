class A:
    def m(self): pass
a = A()
while True: a.m()
