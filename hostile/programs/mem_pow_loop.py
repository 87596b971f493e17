n = 2
while True: n = n ** 4
