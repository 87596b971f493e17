while True: later(1)
