def f(**k): return f(**k)
f(a=1)
