d = {}
x = d
while True:
    x["k" * 100] = {}
    x = x["k" * 100]
