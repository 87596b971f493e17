def f(x=echo(1)): return x
while True: f(echo(2))
