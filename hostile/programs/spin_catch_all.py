def f():
    try:
        f()
    except BaseException: pass
    while True: pass
while True:
    try: f()
    except BaseException: pass
