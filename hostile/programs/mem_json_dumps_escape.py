import json
x = json.dumps("\x01" * 2 * 10**7)
