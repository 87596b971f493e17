import itertools
list(itertools.accumulate(['x' * 1000] * 10**6))
