import hashlib
b = b"x" * 10**7
while True: hashlib.sha256(b).digest()
