x = tuple(chr(i % 1000 + 1000) for i in range(10**9))
