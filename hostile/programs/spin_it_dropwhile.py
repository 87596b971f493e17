from itertools import dropwhile, count
next(dropwhile(lambda n: True, count()))
