from collections import deque
d = deque(range(1000))
for x in d: d.clear()
