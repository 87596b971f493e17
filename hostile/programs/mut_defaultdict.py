from collections import defaultdict
d = defaultdict(int)
d[0]
for k in d: d[k + 1]
