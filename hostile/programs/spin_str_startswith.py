s = "a" * 10**7
while True: s.startswith(s)
