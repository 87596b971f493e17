while True:
    try: raise ValueError("x" * 10**6)
    except ValueError as e: s = str(e)
