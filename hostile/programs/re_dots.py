import re
re.match('.*.*.*.*.*x', 'a' * 5000)
