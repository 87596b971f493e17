import re
n = 0
while True:
    n += 1
    re.compile("(a|b)*%d" % n)
