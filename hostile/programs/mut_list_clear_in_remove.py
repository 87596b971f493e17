class A:
    def __eq__(self, o):
        x.clear()
        return True
x = [A() for _ in range(1000)]
x.remove(1)
