from itertools import accumulate
x = list(accumulate(["ab"] * 10**5))
