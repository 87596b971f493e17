import re
re.compile('a{1000000}')
