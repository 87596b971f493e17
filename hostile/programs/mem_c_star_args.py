def f(*a): return a
x = f(*range(10**10))
