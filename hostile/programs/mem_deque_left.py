from collections import deque
d = deque()
while True: d.appendleft(d.copy() if len(d) < 10 else 1)
