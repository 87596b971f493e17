k = []
x = max(range(10**9), key=lambda n: len(k.append("x" * 1000 + str(n)) or k))
