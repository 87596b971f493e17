s = 'ab' * 10**5
while True: s.replace('ab', 'ba')
