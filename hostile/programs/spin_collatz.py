n = 27
while True: n = n // 2 if n % 2 == 0 else 3 * n + 1
