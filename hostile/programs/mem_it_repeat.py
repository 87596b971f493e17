from itertools import repeat
x = list(repeat(None, 10**10))
