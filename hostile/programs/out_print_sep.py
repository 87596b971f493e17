print(*range(1000), sep="x" * 10**6)
