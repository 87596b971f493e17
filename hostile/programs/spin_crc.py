import binascii
b = b"x" * 10**7
while True: binascii.crc32(b)
