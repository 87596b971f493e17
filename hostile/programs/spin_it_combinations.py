from itertools import combinations
sum(1 for _ in combinations(range(60), 30))
