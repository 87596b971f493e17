import copy
x = [list(range(1000)) for _ in range(500)]
for i in range(10**6): x = copy.deepcopy(x + x)
