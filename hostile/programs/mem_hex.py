b = b'x' * 10**6
keep = []
while True: keep.append(b.hex())
