def f(x): return [1, 2].sort(key=f)
f(1)
