x = [1]
while True: x *= 2
