k = []
while True: k.append(int("f" * 10**6, 16))
