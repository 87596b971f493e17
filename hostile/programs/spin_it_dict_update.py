from itertools import repeat
d = {}
d.update(repeat((1, 2)))
