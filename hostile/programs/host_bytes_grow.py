x = b"a"
while True: x = echo(x + x)
