d = dict.fromkeys(range(100))
for k in d: d.pop(k)
