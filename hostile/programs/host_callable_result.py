f = echo
while True: f = echo(f)
