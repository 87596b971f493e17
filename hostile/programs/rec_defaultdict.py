from collections import defaultdict
d = defaultdict(lambda: d["b"])
d["a"]
