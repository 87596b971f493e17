d = {1: 1}
for k in d.keys() | {2}: d[k + 1] = 1
for k, v in d.items(): d[k + 100] = v
