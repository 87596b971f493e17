s = "é" * 10**7
while True: s[::-1]
