e = None
for i in range(50000):
    try: raise ValueError(i) from e
    except ValueError as x: e = x
raise e
