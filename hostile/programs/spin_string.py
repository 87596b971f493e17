while True: 'a' + 'b'
