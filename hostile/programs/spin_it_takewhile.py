from itertools import takewhile, count
sum(takewhile(lambda n: True, count()))
