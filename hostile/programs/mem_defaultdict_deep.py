from collections import defaultdict
def f(): return defaultdict(f)
d = f()
x = d
while True: x = x["a" * 100]
