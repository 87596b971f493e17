a = set(range(10**5))
b = set(range(10**5))
while True: a & b
