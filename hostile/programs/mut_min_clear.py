class A:
    def __lt__(self, o):
        x.clear()
        return True
x = [A() for _ in range(100)]
min(x)
