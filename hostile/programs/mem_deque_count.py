from collections import deque
from itertools import count
d = deque(count())
