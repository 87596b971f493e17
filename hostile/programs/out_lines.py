while True: print('x')
