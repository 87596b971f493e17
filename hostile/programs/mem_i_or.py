k = []
x = 1 << 10**6
n = 0
while True:
    n += 1
    k.append(x | n)
