x = 1
for i in range(100000):
    x = [x] if i % 3 == 0 else (x,) if i % 3 == 1 else {'k': x}
x
