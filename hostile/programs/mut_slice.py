l = list(range(100))
l[:] = (l.append(i) or i for i in l)
