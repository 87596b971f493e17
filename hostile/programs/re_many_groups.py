import re
re.compile('(a)' * 10000)
