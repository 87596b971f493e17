import re
re.findall('', 'x' * 10**8)
