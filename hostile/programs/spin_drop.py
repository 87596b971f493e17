while True: x = [[] for _ in range(10**5)]
