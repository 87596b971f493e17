import itertools
list(itertools.permutations(range(20)))
