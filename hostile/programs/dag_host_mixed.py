x = [1]
for i in range(40): x = {"a": x, "b": (x, x)}
echo(x)
