n = 1
while True: n = n << 1000000
