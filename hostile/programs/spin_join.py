x = ['a'] * 10**5
while True: ''.join(x)
