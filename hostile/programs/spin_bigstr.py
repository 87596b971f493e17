x = 7**5000
while True: str(x)
