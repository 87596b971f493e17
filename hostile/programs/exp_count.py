import itertools
itertools.count()
