import re
while True: re.search("b", "a" * 10**6)
