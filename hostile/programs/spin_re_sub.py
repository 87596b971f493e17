import re
while True: re.sub("(a)(b)", r"\2\1", "ab" * 10**5)
