x = [1]
list(map(lambda i: x.append(i), x))
