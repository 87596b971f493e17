from functools import reduce
x = reduce(lambda a, b: a + [b], range(10**6), [])
