k = []
any(k.append([n] * 10) for n in range(10**9))
