import binascii
k = []
while True: k.append(binascii.hexlify(b"x" * 10**6))
