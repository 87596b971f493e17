k = []
x = set(range(1000))
while True: k.append(x.copy())
