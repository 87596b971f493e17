def f(*a): return f(*a, *a)
f(1)
