def f(): return 1
def d(g):
    def h(): return g()
    return h
for _ in range(10**5): f = d(f)
f()
