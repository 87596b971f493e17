l = []
while True: l.append(l[:0])
