x = []
x.append(x)
echo(x)
