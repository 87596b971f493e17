big = 'x' * 10**6
while True: echo(big)
