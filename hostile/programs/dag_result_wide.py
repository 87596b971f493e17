x = [1] * 1000
for i in range(20): x = [x] * 1000
x
