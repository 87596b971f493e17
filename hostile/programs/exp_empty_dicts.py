[{} for _ in range(10**6)]
