class A:
    def __bool__(self):
        x.clear()
        return True
x = [A() for _ in range(100)]
all(x)
