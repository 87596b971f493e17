def f(x): return [x]
x = 0
for _ in range(100000): x = f(x)
len(x)
