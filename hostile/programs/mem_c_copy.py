import copy
x = [[0] * 100 for _ in range(100)]
k = []
while True: k.append(copy.deepcopy(x))
