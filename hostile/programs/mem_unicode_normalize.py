import unicodedata
x = unicodedata.normalize("NFKD", "\ufdfa" * 10**7)
