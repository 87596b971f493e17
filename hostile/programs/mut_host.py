l = [1]
for x in l:
    l.append(echo(x))
    if len(l) > 500: break
