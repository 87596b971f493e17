import json
x = json.loads("[" + "[],".strip() * 0 + ",".join(["[]"] * 5 * 10**6) + "]")
