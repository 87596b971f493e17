import re
k = []
n = 0
while True:
    n += 1
    k.append(re.compile("a{%d}" % (n % 1000) + str(n)))
