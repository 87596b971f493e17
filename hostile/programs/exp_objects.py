class A:
    def __init__(self, i): self.i = i
[A(i) for i in range(10**4)]
