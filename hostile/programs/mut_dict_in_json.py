import json
x = {"a": 1}
x["b"] = x
json.dumps(x)
