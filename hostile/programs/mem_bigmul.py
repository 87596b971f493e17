n = 10**1000
while True: n = n * n
