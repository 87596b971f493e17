k = []
x = 1 << 10**6
while True: k.append(~x)
