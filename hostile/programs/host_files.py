while True:
    try: open('/etc/passwd')
    except Exception: pass
