from functools import cache
@cache
def f(a): return 1
x = (1,)
for i in range(40): x = (x, x)
y = (1,)
for i in range(40): y = (y, y)
f(x)
f(y)
