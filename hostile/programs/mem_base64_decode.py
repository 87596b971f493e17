import base64
k = []
s = base64.b64encode(b"x" * 10**6)
while True: k.append(base64.b64decode(s))
