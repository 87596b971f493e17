from collections import deque
x, y = deque([1]), deque([1])
for i in range(40): x, y = deque([x, x]), deque([y, y])
x == y
