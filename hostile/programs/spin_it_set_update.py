from itertools import repeat
d = set()
d.update(repeat(1))
