class A:
    def __bool__(self):
        while True: pass
while A(): pass
