s = 'é' * 10**6
keep = []
while True: keep.append(s.encode())
