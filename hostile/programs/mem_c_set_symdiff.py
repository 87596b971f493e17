k = []
x = set(range(10**5))
while True: k.append(x ^ {1})
