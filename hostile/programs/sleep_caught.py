import time
while True:
    try: time.sleep(5)
    except BaseException: pass
