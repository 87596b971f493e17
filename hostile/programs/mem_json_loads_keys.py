import json
x = json.loads("{" + ",".join('"k%d":1' % i for i in range(10**6)) + "}")
