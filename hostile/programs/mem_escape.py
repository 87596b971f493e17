import re
k = []
while True: k.append(re.escape("." * 10**6))
