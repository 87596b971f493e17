import time
while True: time.monotonic()
