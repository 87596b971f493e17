from itertools import permutations
sum(1 for _ in permutations(range(20)))
