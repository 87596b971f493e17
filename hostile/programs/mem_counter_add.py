from collections import Counter
c = Counter(range(10**5))
k = []
while True: k.append(c + c)
