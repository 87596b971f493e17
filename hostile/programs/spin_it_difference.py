from itertools import repeat
set([1]).difference(repeat(2))
