import json
json.loads("{" + "\"a\":1," * 10**5 + "x}")
