import json
x = {"a": 1}
for i in range(40): x = {"a": x, "b": x}
json.dumps(x, sort_keys=True)
