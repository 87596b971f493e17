class A:
    def __repr__(self):
        d.clear()
        return "a"
d = {i: A() for i in range(1000)}
repr(d)
