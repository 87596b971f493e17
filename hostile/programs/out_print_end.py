while True: print("", end="x" * 10**5)
