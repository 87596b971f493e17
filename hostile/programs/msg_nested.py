def f(n):
    try:
        if n: f(n - 1)
        else: raise ValueError('x' * 10**6)
    except ValueError as e:
        raise ValueError(str(e) + str(n)) from e
f(30)
