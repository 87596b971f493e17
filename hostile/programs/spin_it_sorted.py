from itertools import repeat
sorted(repeat(1, 10**9))
