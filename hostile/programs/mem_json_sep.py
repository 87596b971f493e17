import json
x = json.dumps([1] * 10**5, separators=("," * 10**5, ":"))
