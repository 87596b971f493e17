class Box:
    def __init__(self): self.v = []
    def __iadd__(self, o):
        self.v.append(o.name)
        return self
b = Box()
b += 5
