s = "A" * 10**7
while True: s.lower()
