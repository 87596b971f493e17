from itertools import repeat
dict.fromkeys(repeat(1))
