from functools import reduce
def f(a, b): return reduce(f, [1, 2, 3])
f(1, 2)
