from collections import deque
a, b = deque(), deque()
a.append(b)
b.append(a)
a == b
