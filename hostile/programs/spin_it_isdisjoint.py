from itertools import repeat
set([1]).isdisjoint(repeat(2))
