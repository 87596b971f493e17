while True: round(1.2345, 300)
