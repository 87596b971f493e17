from collections import deque
d = deque([1]) * 10**10
