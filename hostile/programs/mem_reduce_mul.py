from functools import reduce
x = reduce(lambda a, b: a * b, range(1, 10**6))
