a, b = {}, {}
a[1] = b
b[1] = a
a == b
