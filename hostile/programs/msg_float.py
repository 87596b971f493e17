float("x" * 10**7)
