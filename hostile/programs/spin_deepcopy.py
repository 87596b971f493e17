import copy
x = [[i] for i in range(10**4)]
while True: copy.deepcopy(x)
