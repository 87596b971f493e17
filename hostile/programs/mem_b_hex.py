k = []
b = bytes(10**6)
while True: k.append(b.hex("-"))
