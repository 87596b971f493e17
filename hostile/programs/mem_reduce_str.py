from functools import reduce
x = reduce(lambda a, b: a + a, range(100), "ab")
