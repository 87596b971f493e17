def f(x): return max([1, 2], key=f)
f(1)
