def f(): pass
while True: f()
