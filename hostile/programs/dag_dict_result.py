a = {'k': 1}
for _ in range(40): a = {'l': a, 'r': a}
a
