def f(x): return list(filter(f, [1]))
f(1)
