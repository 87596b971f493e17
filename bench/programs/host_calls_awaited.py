total = 0
for i in range(900):
    total += await add_one(i)
total
