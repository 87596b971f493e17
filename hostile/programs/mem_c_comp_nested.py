x = [[j for j in range(1000)] for i in range(10**9)]
