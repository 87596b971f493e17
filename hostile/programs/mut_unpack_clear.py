class A:
    def __iter__(self):
        x.clear()
        return iter([1, 2])
x = [A() for _ in range(10)]
[(a, b) for a, b in x]
