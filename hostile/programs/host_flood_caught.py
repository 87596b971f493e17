while True:
    try: echo(1)
    except BaseException: pass
