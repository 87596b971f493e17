import json
x = list(range(10**4))
while True: json.loads(json.dumps(x))
