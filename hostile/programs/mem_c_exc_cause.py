e = ValueError("x")
while True:
    try: raise KeyError("y" * 1000) from e
    except KeyError as f: e = f
