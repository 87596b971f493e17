import re
for m in re.finditer("(?=(a*))", "a" * 10**5): pass
