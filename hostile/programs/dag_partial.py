from functools import partial
def f(): pass
x = partial(f)
for i in range(40): x = partial(f, x, x)
len(repr(x))
