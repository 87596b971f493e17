from collections import defaultdict
x = defaultdict(list)
for i in range(40):
    y = defaultdict(list)
    y["a"] = x
    y["b"] = x
    x = y
x
