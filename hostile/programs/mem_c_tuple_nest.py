x = ()
while True: x = (x, x, [0] * 10)
