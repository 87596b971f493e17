x = [1]
for i in range(40): x = [x, x]
y = [2]
for i in range(40): y = [y, y]
assert x == y, x
