import gc
gc.disable()
while True: x = []; x.append(x)
