from itertools import repeat
set([1]).intersection(repeat(2))
