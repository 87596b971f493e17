from collections import deque
d = deque([0] * 10**6)
while True: d.count(1)
