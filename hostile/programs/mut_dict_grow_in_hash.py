d = {}
class A:
    def __hash__(self):
        for i in range(100): d[len(d)] = 1
        return 1
for i in range(1000): d[A()] = 1
