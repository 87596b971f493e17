from itertools import repeat
dict(repeat((1, 2)))
