k = []
while True: k.append((" " + "a" * 10**6).strip())
