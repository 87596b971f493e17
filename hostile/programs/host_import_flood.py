while True:
    try: import nonsense
    except ImportError: pass
