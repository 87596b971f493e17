k = []
while True: k.append(("ab" * 10**6).removeprefix("a"))
