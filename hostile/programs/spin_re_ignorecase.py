import re
re.search("(?i)k{1000}b", "\u212a" * 10**6)
