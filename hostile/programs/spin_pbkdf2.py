import hashlib
x = hashlib.pbkdf2_hmac("sha256", b"a", b"b", 10**9)
