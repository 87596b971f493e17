import itertools
list(itertools.cycle([0]))
