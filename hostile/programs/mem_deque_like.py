import collections
d = collections.deque()
while True: d.append([0] * 100)
