k = []
n = 2**100000
while True: k.append(format(n, "b"))
