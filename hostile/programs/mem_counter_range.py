from collections import Counter
c = Counter(range(10**10))
