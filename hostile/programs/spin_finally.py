while True:
    try:
        pass
    finally:
        while True: pass
