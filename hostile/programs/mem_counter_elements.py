from collections import Counter
x = list(Counter(a=10**12).elements())
