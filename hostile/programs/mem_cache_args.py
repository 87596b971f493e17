from functools import cache
@cache
def f(*a): return a
n = 0
while True:
    n += 1
    f(*range(n, n + 100))
