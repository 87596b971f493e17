while True: format(5e-324, ".1000f")
