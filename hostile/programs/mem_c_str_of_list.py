x = [1] * 10**6
k = []
while True: k.append(str(x))
