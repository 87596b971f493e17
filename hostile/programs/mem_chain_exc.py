last = None
while True:
    try:
        raise ValueError('x' * 1000) from last
    except ValueError as e: last = e
