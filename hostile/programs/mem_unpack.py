[*range(10**9)]
