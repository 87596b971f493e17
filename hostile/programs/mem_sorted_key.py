head = None
def key(x):
    global head
    head = [head, [0] * 100]
    return x
sorted([0] * 1000000, key=key)
