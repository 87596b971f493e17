import re
re.search('(?=a*b)a*c', 'a' * 20000)
