x = 1
for i in range(10**5): x = [x]
[[[[y]]]] = x
