import re
keep = []
while True: keep.append(re.split(',', 'a,' * 10**5))
