import json
s = " " * 10**7 + "1"
while True: json.loads(s)
