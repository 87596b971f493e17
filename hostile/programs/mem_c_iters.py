k = []
x = [1]
while True: k.append(iter(x))
