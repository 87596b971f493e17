s = 'x' * 10**6
keep = []
while True: keep.append(s[1:])
