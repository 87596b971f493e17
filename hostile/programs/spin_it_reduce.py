from functools import reduce
from itertools import count
reduce(lambda a, b: a, count())
