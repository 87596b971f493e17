from functools import partial
def f(*a): return a
p = partial(f)
while True: p = partial(p, *range(100))
