class A:
    def __setitem__(self, i, v): self[i] = v
A()[0] = 1
