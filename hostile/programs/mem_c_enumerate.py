x = list(enumerate("x" for _ in range(10**10)))
