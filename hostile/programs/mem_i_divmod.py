k = []
x = 3**100000
while True: k.append(divmod(x, 7))
