from itertools import starmap, repeat
x = list(starmap(lambda a, b: [a, b], repeat((1, 2), 10**9)))
