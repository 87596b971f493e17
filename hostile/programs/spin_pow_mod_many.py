while True: pow(3, 10**1000, 10**1000 + 7)
