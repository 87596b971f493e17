x = "a"
while True: x = echo(x + x)
