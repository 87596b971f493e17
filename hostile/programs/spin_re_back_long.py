import re
re.match(r"(a*)(a*)(a*)\1\2\3b", "a" * 300)
