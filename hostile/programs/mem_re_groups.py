import re
x = re.findall("(a)(a)(a)(a)", "a" * 2 * 10**7)
