from collections import deque
d = deque(range(10**5))
while True: d.rotate(10**18)
