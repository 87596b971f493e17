x = list(bytes(10**7) * 10)
