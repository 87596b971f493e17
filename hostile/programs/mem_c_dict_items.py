d = {i: i for i in range(10**5)}
k = []
while True: k.append(list(d.items()))
