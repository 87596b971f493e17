from collections import Counter
Counter(range(10**6))
