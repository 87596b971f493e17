def f(**k): return f(**{**k, "k%d" % len(k): 1})
f()
