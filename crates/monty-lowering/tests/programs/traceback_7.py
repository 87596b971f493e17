def g():
    x = yield 1
    print(undefined_name)
i = g()
next(i)
i.send(3)
