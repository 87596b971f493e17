x = list
for i in range(10**5): x = list[x]
repr(x)
