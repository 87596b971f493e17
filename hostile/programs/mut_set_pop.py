s = set(range(1000))
for x in s: s.pop()
