x = (1 << 10**8) - 1
while True: x.bit_count()
