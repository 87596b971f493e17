keep = []
while True: keep.append(list('abc' * 10**5))
