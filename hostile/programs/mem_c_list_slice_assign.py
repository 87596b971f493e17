x = [1]
while True: x[0:0] = x
