def f(x=None):
    def g(y=f()): pass
f()
