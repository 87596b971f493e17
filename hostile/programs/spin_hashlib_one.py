import hashlib
b = b"x" * 5 * 10**7
h = hashlib.sha256()
for i in range(100): h.update(b)
