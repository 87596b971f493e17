import re
k = []
re.sub("a", lambda m: k.append("x" * 1000) or "b" * 10**4, "a" * 10**6)
