class A:
    def __del__(self): echo(1)
for i in range(10**5): A()
