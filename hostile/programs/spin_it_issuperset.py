from itertools import repeat
set([1]).issuperset(repeat(1))
