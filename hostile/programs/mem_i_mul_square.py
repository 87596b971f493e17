x = 3**1000
while True: x *= x
