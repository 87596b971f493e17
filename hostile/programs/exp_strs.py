[str(i) for i in range(10**6)]
