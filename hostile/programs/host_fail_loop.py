while True:
    try: fail()
    except BaseException: pass
