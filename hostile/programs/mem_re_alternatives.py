import re
re.compile("|".join(str(i) * 20 for i in range(10**5)))
