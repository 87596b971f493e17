x = [10**1000] * 10**6
keep = []
while True: keep.append(str(x))
