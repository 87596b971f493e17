d = {1: 2}
while True: d[1]
