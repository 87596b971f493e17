import re
x = list(re.finditer("", "x" * 10**7))
