from itertools import takewhile, count
x = list(takewhile(lambda n: True, count()))
