while True:
    try:
        while True: 1 / 0
    except: pass
