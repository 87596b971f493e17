import json
x = []
for _ in range(200): x = [x]
json.dumps([x] * 1000, indent=10**5)
