from itertools import tee
x = tee([1], 10**9)
