x = int
for i in range(10**5): x = x | str
repr(x)
