import json
s = '"' + "\\u0041" * 10**5 + '"'
while True: json.loads(s)
