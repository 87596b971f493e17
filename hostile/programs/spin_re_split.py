import re
while True: re.split(",", "a," * 10**5)
