l = [1]
list(filter(lambda x: l.append(x), l))
