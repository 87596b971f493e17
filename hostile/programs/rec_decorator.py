def d(f): return d(d)
@d
def g(): pass
