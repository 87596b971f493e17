x = bytes(i % 256 for i in range(10**10))
