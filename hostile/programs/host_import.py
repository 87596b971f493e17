while True:
    try: import missing_module
    except ImportError: pass
