from functools import lru_cache
@lru_cache(maxsize=None)
def f(n): return "x" * 100 + str(n)
n = 0
while True:
    n += 1
    f(n)
