import unicodedata
k = []
while True: k.append(unicodedata.name("a") * 10**4)
