print = None
len = None
while True: pass
