from itertools import permutations
x = list(permutations(range(12)))
