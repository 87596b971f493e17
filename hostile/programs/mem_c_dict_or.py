d = {i: i for i in range(10**4)}
k = []
while True: k.append(d | d)
