while True: print("x", flush=True)
