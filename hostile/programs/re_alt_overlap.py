import re
re.match('(a|aa)+$', 'a' * 5000 + 'b')
