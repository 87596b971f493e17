import hashlib
k = []
while True: k.append(hashlib.sha256(b"x" * 1000))
