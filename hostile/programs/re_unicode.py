import re
re.findall('\\w', 'é' * 10**6)
