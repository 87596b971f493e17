import unicodedata
s = "\u0323\u0301" * 10**6
x = unicodedata.normalize("NFD", s)
