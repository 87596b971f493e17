class A:
    def __init__(self): self.data = [0] * 100
keep = []
while True: keep.append(A())
