import json
x = [[i, str(i)] for i in range(10**4)]
while True: json.dumps(x)
