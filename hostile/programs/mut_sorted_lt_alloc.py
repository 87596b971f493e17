k = []
class A:
    def __lt__(self, o):
        k.append([0] * 1000)
        return False
sorted([A() for _ in range(10**5)])
