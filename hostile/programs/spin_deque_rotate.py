from collections import deque
d = deque(range(10**6))
while True: d.rotate(333333)
