s = '7' * 4000
while True: int(s)
