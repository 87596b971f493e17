class A:
    def __radd__(self, o):
        x.clear()
        return 1
    def __add__(self, o):
        x.clear()
        return self
x = [A() for _ in range(100)]
sum(x)
