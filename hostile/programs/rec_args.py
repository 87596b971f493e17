def f(*args, **kwargs): return f(*args, 1, **kwargs)
f()
