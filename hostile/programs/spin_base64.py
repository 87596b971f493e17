import base64
b = b"x" * 10**7
while True: base64.b64encode(b)
