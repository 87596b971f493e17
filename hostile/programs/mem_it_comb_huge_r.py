from itertools import combinations
next(combinations(range(10**7), 5 * 10**6))
