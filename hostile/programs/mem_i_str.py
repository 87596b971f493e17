k = []
x = 3**8000
while True: k.append(str(x))
