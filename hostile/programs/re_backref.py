import re
re.search('(a*)\\1b', 'a' * 5000)
