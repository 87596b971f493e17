[10**18 + i for i in range(10**5)]
