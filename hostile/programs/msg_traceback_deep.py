def f(n):
    if n: f(n - 1)
    raise ValueError("x" * 10**5)
f(900)
