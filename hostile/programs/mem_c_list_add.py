x = [1] * 1000
k = []
while True: k.append(x + x)
