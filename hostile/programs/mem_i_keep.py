k = []
x = 3**10000
while True:
    x += 1
    k.append(x)
