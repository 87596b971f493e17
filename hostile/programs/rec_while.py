def f():
    while f(): pass
f()
