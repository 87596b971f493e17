import re
while True: re.search('a*b', 'a' * 1000)
