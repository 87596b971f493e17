from functools import cache
f = lambda: 1
for _ in range(10**5): f = cache(f)
f()
