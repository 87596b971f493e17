import re
re.match('(a|a)*b', 'a' * 5000)
