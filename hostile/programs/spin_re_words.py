import re
re.findall(r"\b\w+\b", "ab " * 3 * 10**6)
