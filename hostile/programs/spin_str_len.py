s = "é" * 10**7
while True: len(s)
