import json
x = "x" * 10**6
k = json.dumps([x] * 1000)
