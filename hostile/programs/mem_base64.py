import base64
k = []
while True: k.append(base64.b64encode(b"x" * 10**6))
