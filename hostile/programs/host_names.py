while True:
    try: missing
    except NameError: pass
