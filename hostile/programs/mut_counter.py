from collections import Counter
c = Counter("abc")
for k in c: c[k + "x"] = 1
