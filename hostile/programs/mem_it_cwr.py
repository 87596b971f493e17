from itertools import combinations_with_replacement as c
x = list(c(range(50), 25))
