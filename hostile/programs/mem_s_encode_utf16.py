k = []
while True: k.append(("x" * 10**6).encode("utf-16"))
