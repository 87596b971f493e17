k = []
class A:
    def __hash__(self): return 1
    def __eq__(self, o):
        k.append("x" * 1000)
        return False
d = {}
while True: d[A()] = 1
