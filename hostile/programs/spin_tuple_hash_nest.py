t = (1,)
for i in range(25): t = (t, t)
while True: hash(t)
