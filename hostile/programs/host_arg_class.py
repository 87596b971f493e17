class A: pass
echo(A)
