import re
re.compile('|'.join('a' * i for i in range(1000)))
