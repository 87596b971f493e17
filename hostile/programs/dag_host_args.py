a = [1]
for _ in range(40): a = [a, a]
len(echo(a))
