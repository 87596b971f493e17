from itertools import cycle
x = []
for i in cycle(range(10)):
    x.append([i])
