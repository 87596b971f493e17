x = list(range(1000))
def key(n):
    x.append(n)
    return n
x.sort(key=key)
