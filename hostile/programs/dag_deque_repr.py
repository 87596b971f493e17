from collections import deque
x = deque([1])
for i in range(40): x = deque([x, x])
len(repr(x))
