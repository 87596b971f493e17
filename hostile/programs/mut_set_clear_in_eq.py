s = set()
class A:
    def __hash__(self): return 1
    def __eq__(self, o):
        s.clear()
        return False
for i in range(100): s.add(A())
