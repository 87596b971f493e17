from itertools import count
for a in zip(count(), count()): pass
