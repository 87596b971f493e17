import json
s = "[" + "1," * 10**5 + "1]"
while True: json.loads(s)
