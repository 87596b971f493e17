from collections import Counter
c = Counter(range(10**5))
while True: c.most_common()
