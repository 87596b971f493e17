from itertools import pairwise, count
x = list(pairwise(count()))
