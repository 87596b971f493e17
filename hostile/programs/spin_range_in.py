(10**15 + 1) in [*range(10)] or any(i == -1 for i in range(10**15))
