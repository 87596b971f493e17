from collections import deque
class A:
    def __eq__(self, o):
        d.clear()
        return True
d = deque([A() for _ in range(100)])
d == deque([A() for _ in range(100)])
