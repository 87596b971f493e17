while True: print()
