import bisect
x = [1]
for i in range(40): x = [x, x]
y = [1]
for i in range(40): y = [y, y]
bisect.bisect([x], y)
