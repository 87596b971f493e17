s = "é" * 10**6
while True: s.encode("utf-8")
