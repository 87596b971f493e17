import re
x = re.sub("a", "b" * 10**5, "a" * 10**6)
