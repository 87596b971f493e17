x = 1 << 10**8
while True: hash(x)
