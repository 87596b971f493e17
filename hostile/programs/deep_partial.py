import functools
f = print
for _ in range(50000): f = functools.partial(f)
f()
