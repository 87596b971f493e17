from itertools import repeat
min(repeat(1))
