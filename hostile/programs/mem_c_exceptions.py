k = []
while True:
    try: raise ValueError("x" * 100)
    except ValueError as e: k.append(e)
