while True: print('', end='x' * 1000)
