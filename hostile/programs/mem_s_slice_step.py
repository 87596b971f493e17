k = []
s = "x" * 10**6
while True: k.append(s[::-1])
