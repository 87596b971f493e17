a = {i: i for i in range(10**5)}
b = {i: i for i in range(10**5)}
while a == b: pass
