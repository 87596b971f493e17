head = None
def key(x):
    global head
    head = (head, 'x' * 1000 + str(x))
    return x
sorted(range(1000000), key=key)
