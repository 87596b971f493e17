import json
json.loads("x" * 10**7)
