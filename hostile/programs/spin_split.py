s = 'a ' * 10**5
while True: s.split()
