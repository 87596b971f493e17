print(*range(10**8))
