class A:
    def __repr__(self):
        x.clear()
        return "a"
x = [A() for _ in range(1000)]
repr(x)
