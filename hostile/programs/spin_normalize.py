import unicodedata
s = "a" + "\u0301" * 10**6 + "\u0323" * 10**6
while True: unicodedata.normalize("NFC", s)
