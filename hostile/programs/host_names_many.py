i = 0
while True:
    try: missing.attr
    except NameError: i += 1
