d = {float(i << 40): i for i in range(10**6)}
