x = [1]
x.extend(i + 1 for i in x)
