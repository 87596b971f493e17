k = []
b = b"x" * 10**6
while True: k.append(b.decode())
