while True: print(['x' * 100] * 100)
