from itertools import accumulate, repeat
x = list(accumulate(repeat(3**1000, 10**6), lambda a, b: a * b))
