while True: print("🎈" * 10**5)
