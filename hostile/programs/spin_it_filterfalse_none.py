from itertools import filterfalse, repeat
next(filterfalse(None, repeat(1)))
