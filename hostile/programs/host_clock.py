import time
while True: time.time()
