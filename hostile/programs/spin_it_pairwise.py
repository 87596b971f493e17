from itertools import pairwise, repeat
sum(1 for _ in pairwise(repeat(1)))
