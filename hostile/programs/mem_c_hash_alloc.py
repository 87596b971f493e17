k = []
class A:
    def __hash__(self):
        k.append([0] * 10000)
        return len(k)
d = set(A() for _ in range(10**6))
