while True:
    try: fail()
    except Exception: pass
