class A:
    def __lt__(self, o):
        l.clear()
        return True
l = [A() for _ in range(100)]
l.sort()
