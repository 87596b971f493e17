from collections import deque
deque(range(10**6))
