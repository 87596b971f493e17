class A:
    def __hash__(self): return 1
    def __repr__(self):
        s.clear()
        return "a"
s = {A(), A(), A()}
repr(s)
