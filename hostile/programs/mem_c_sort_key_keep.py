x = list(range(10**6))
x.sort(key=lambda n: [n] * 1000)
