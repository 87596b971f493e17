a = {1: 1}
b = {1: 1}
for _ in range(40): a, b = {1: a, 2: a}, {1: b, 2: b}
a == b
