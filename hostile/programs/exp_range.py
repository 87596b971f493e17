range(10**18)
