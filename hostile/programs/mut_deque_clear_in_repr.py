from collections import deque
class A:
    def __repr__(self):
        d.clear()
        return "a"
d = deque([A() for _ in range(100)])
repr(d)
