total = 0
for i in range(900):
    total += add_one(i)
total
