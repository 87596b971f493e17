import re
re.compile("(" * 1000 + "x" * 10**6)
