x = list("x" * 10**8)
