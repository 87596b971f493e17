x = 1
while True: x = echo(x)
