l = [1]
list(map(lambda x: l.append(x), l))
