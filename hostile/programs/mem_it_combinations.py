from itertools import combinations
x = list(combinations(range(60), 30))
