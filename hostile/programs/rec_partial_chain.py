from functools import partial
def f(): return 1
for _ in range(10**5): f = partial(f)
f()
