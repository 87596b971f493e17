keep = []
while True:
    def f(x=[0] * 1000): return x
    keep.append(f)
