k = []
while True: k.append(later(1))
