x = 7**20000
while True: str(x)
