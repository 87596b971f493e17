try: 1 / 0
finally:
    while True: echo(1)
