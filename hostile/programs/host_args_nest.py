x = []
for i in range(300): x = [x]
while True: echo(x)
