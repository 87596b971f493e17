k = []
h = "ab" * 10**6
while True: k.append(bytes.fromhex(h))
