def f(): pass
for i in range(40):
    def f(a=f, b=f): pass
f
