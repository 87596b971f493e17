from itertools import zip_longest
x = list(zip_longest(range(10**9), [], fillvalue="f" * 10))
