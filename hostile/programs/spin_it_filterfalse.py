from itertools import filterfalse, count
next(filterfalse(lambda n: True, count()))
