class A:
    def __eq__(self, o):
        x.clear()
        return False
x = [A() for _ in range(1000)]
x.index(1)
