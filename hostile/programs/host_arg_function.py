def f(): pass
echo(f)
