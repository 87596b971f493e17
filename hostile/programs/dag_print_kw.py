x = [1]
for i in range(40): x = [x, x]
print(x, sep=str(1), end=str(2))
