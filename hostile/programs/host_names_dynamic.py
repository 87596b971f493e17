n = 0
while True:
    n += 1
    try: getattr(n, "x%d" % n)
    except AttributeError: pass
