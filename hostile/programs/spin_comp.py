while True: [i for i in range(100)]
