def a(m, n):
    if m == 0: return n + 1
    if n == 0: return a(m - 1, 1)
    return a(m - 1, a(m, n - 1))
while True:
    try: a(3, 6)
    except RecursionError: pass
