import json
json.dumps(['x' * 10**6] * 1000)
