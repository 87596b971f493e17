class A:
    def __init__(self, v): self.v = v
    def __add__(self, o): return A(self.v + o.v)
a = A([0] * 1000)
while True: a = a + a
