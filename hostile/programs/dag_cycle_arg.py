a = []
a.append(a)
echo(a)
