s = 'x'
while True: s = s * 2
