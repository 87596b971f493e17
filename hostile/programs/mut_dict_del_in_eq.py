d = {}
class A:
    def __hash__(self): return 1
    def __eq__(self, o):
        if d: d.popitem()
        return True
for i in range(100): d[A()] = A()
d.get(A())
