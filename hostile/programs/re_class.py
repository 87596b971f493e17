import re
re.compile('[' + 'a-z' * 100000 + ']')
