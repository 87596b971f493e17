k = []
while True: k.append(("ab " * 10**5).swapcase())
