x = "\u0390" * 10**6
k = []
while True: k.append(x.upper())
