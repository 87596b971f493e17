globals()['x'] = globals()
x
