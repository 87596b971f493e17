def f():
    try: return f()
    finally: f()
f()
